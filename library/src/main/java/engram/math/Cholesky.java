package engram.math;

import engram.base.Check;

/** Cholesky factor L of a symmetric positive definite matrix {@code A = L L'}. */
public final class Cholesky {
  private final double[][] l;

  private Cholesky(double[][] l) {
    this.l = l;
  }

  /**
   * The factor of {@code a [n][n]}, of which only the lower triangle is read.
   *
   * @throws IllegalArgumentException if it is not positive definite
   */
  public static Cholesky of(double[][] a) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i][j];
        for (int k = 0; k < j; k++) {
          rest -= l[i][k] * l[j][k];
        }
        Check.require(i != j || rest > 0, "matrix is not positive definite at row " + i);
        l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
      }
    }
    return new Cholesky(l);
  }

  /** The x with {@code A x = b}. */
  public double[] solve(double[] b) {
    int n = l.length;
    Check.require(b.length == n, n + " rows but " + b.length + " values");
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] /= l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }
}
