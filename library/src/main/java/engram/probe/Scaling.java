package engram.probe;

/** What is done to the columns of codes before a classifier sees them. */
public enum Scaling {
  /** Nothing. */
  NONE,
  /** The training mean is subtracted from each, and it is divided by its training deviation. */
  STANDARD
}
