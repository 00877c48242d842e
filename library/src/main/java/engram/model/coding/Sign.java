package engram.model.coding;

/** Which signs the units of a code may have. */
public enum Sign {
  NON_NEGATIVE,
  SIGNED
}
