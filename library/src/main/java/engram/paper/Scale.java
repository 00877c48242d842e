package engram.paper;

/** How much of a paper's own effort a reproduction makes. */
public enum Scale {
  /** Fewer images and steps: minutes. Limits are loosened to what these allow. */
  QUICK,
  /** The paper's own sizes. */
  FULL;

  /** The one of the two that belongs to this scale. */
  public <T> T of(T quick, T full) {
    return this == QUICK ? quick : full;
  }
}
