package engram.analysis;

import engram.base.Check;

/** A range that a quantity lies in with 95 % confidence. */
public record Interval(double low, double high) {
  private static final double Z = 1.959963984540054;

  /**
   * Wilson's score interval of a share (Wilson 1927), which stays within [0, 1] and is right for
   * shares near its ends.
   */
  public static Interval ofShare(long hits, long trials) {
    Check.atLeast("trials", trials, 1);
    double n = (double) trials;
    double p = Check.within("hits", (double) hits, 0, n) / n;
    double scale = 1 + Z * Z / n;
    double middle = (p + Z * Z / (2 * n)) / scale;
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / scale;
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
