package engram.math;

/**
 * A symmetric matrix as {@code Q T Q^T}, T tridiagonal, Q a product of reflections (Householder
 * 1958).
 *
 * <p>Reflection k is {@code 1 - beta u u^T}, u being 0 up to and with k. It turns what is below the
 * diagonal of column k into one value, and the rest A of the matrix into {@code A - u w^T - w u^T},
 * {@code w = p - (beta / 2) (p . u) u}, {@code p = beta A u}.
 */
public final class Householder {
  private final double[] diagonal;
  private final double[] beside;
  private final double[][] u;
  private final double[] beta;

  private Householder(int n) {
    diagonal = new double[n];
    beside = new double[n];
    u = new double[n][];
    beta = new double[n];
  }

  /** The form of {@code s}, of which both triangles must be the same; {@code s} is used up. */
  public static Householder of(double[][] s) {
    int n = s.length;
    Householder form = new Householder(n);
    for (int k = 0; k < n; k++) {
      form.diagonal[k] = s[k][k];
      if (k + 1 < n) {
        form.beside[k] = form.reflection(k, s[k]);
      }
      if (form.beta[k] != 0) {
        reflect(s, k + 1, form.u[k], form.beta[k]);
      }
    }
    return form;
  }

  /** Makes reflection k of row k; says what is left beside the diagonal. */
  private double reflection(int k, double[] row) {
    int n = row.length;
    double largest = 0;
    for (int i = k + 2; i < n; i++) {
      largest = Math.max(largest, Math.abs(row[i]));
    }
    if (largest == 0) {
      return row[k + 1];
    }
    largest = Math.max(largest, Math.abs(row[k + 1]));
    double[] v = new double[n];
    double squares = 0;
    for (int i = k + 1; i < n; i++) {
      v[i] = row[i] / largest;
      squares += v[i] * v[i];
    }
    double left = -Math.copySign(Math.sqrt(squares), v[k + 1]);
    beta[k] = 1 / (squares - left * v[k + 1]);
    v[k + 1] -= left;
    u[k] = v;
    return left * largest;
  }

  private static void reflect(double[][] s, int from, double[] u, double beta) {
    int n = s.length;
    double[] w = new double[n];
    for (int i = from; i < n; i += Kernel.DEPTH) {
      int i1 = Math.min(i + 1, n - 1);
      int i2 = Math.min(i + 2, n - 1);
      int i3 = Math.min(i + 3, n - 1);
      double u1 = i + 1 < n ? u[i1] : 0;
      double u2 = i + 2 < n ? u[i2] : 0;
      double u3 = i + 3 < n ? u[i3] : 0;
      Kernel.pass(w, u[i], u1, u2, u3, s[i], s[i1], s[i2], s[i3], from);
    }
    Vectors.scale(w, beta);
    Vectors.add(w, -beta / 2 * Vectors.dot(w, u), u);
    for (int i = from; i < n; i++) {
      Kernel.pass(s[i], -u[i], w, -w[i], u, from);
    }
  }

  /** The diagonal of T; the caller owns it. */
  public double[] diagonal() {
    return diagonal.clone();
  }

  /** Of T what is at (i, i + 1), and a last 0; the caller owns it. */
  public double[] beside() {
    return beside.clone();
  }

  /** Turns {@code v} into {@code Q v}. */
  public void turn(double[] v) {
    for (int k = u.length - 1; k >= 0; k--) {
      if (beta[k] != 0) {
        double dot = 0;
        for (int i = k + 1; i < v.length; i++) {
          dot += u[k][i] * v[i];
        }
        for (int i = k + 1; i < v.length; i++) {
          v[i] -= beta[k] * dot * u[k][i];
        }
      }
    }
  }
}
