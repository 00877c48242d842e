package engram.report;

/**
 * The titles of two axes, with units where there are any.
 *
 * @param x title below
 * @param y title at the left
 * @param logY whether the left axis is logarithmic
 */
public record Axes(String x, String y, boolean logY) {
  /** Linear axes. */
  public static Axes of(String x, String y) {
    return new Axes(x, y, false);
  }

  /** The same titles with a logarithmic left axis. */
  public Axes withLogY() {
    return new Axes(x, y, true);
  }
}
