package engram.data.synthetic;

/**
 * A smooth random distortion of the square -1 to 1: each coordinate is moved by a cubic polynomial
 * of both without constant and linear terms, so that shift, scale and slant stay what they were.
 */
final class Warp implements Trace.Motion {
  private static final int TERMS = 7;

  private final double[] a = new double[TERMS];
  private final double[] b = new double[TERMS];

  /** Coefficients of about {@code amount}. */
  Warp(double amount, Dice dice) {
    for (int i = 0; i < TERMS; i++) {
      a[i] = dice.bell(0, amount);
      b[i] = dice.bell(0, amount);
    }
  }

  @Override
  public void move(double[] p) {
    double x = p[0];
    double y = p[1];
    p[0] = x + polynomial(a, x, y);
    p[1] = y + polynomial(b, x, y);
  }

  private static double polynomial(double[] c, double x, double y) {
    return x * x * (c[0] + c[1] * x + c[2] * y)
        + y * y * (c[3] + c[4] * x + c[5] * y)
        + c[6] * x * y;
  }
}
