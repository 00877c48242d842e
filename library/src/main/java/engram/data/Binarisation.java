package engram.data;

/** How values in [0, 1] become 0 or 1, the same way each time they are read. */
public enum Binarisation {
  /** 1 with the value as its probability, drawn once (Salakhutdinov and Murray 2008). */
  SAMPLED,
  /** 1 from a half on. */
  THRESHOLD
}
