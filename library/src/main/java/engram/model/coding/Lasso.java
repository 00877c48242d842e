package engram.model.coding;

import engram.base.Check;
import java.util.Arrays;

/**
 * One image's code on its way to the minimum of
 *
 * <pre>
 * E(a) = 1/2 |x - Phi a|^2 + lambda |a|_1,    a at least 0 where codes have no sign   (Barari eq. 1)
 * </pre>
 *
 * <p>Kept are {@code b = Phi^T x} and {@code r = b - Phi^T Phi a}, each atom's correlation with
 * what the code leaves unexplained; energy and duality gap follow from them without the image.
 */
final class Lasso {
  final Dictionary phi;
  final float lambda;
  final Sign sign;
  final float[] b;
  final float[] a;
  final float[] r;
  private double xx;

  Lasso(Dictionary phi, double lambda, Sign sign) {
    Check.require(
        lambda > 0 && Double.isFinite(lambda),
        "lambda must be a positive number, got " + Check.number(lambda));
    this.phi = phi;
    this.lambda = (float) lambda;
    this.sign = sign;
    b = new float[phi.atoms()];
    a = new float[phi.atoms()];
    r = new float[phi.atoms()];
  }

  /** Turns to the image {@code x [D]}, with a code of zeros. */
  void image(float[] x) {
    phi.correlate(x, b);
    xx = 0;
    for (float v : x) {
      xx += (double) v * v;
    }
    Arrays.fill(a, 0);
    System.arraycopy(b, 0, r, 0, b.length);
  }

  /** Goes on from the code {@code start [K]}. */
  void from(float[] start) {
    System.arraycopy(start, 0, a, 0, a.length);
    refresh();
  }

  /** Computes r anew from a. */
  void refresh() {
    System.arraycopy(b, 0, r, 0, b.length);
    for (int k = 0; k < a.length; k++) {
      if (a[k] != 0) {
        Dictionary.add(-a[k], phi.gram(k), r);
      }
    }
  }

  /** The soft threshold: {@code v} moved towards 0 by {@code by}, not past it. */
  float shrink(float v, float by) {
    if (v > by) {
      return v - by;
    }
    return sign == Sign.SIGNED && v < -by ? v + by : 0;
  }

  /** E(a). */
  double energy() {
    return unexplained() / 2 + lambda * norm();
  }

  /**
   * The duality gap: how far E(a) is above the minimum at most. The dual point is the residual,
   * scaled until no atom correlates with it by more than lambda.
   */
  double gap() {
    double residual = unexplained();
    double along = xx - overlap(b);
    double most = lambda / Math.max(steepest(), 1e-30);
    double least = sign == Sign.SIGNED ? -most : 0;
    double s = residual == 0 ? 0 : Math.min(most, Math.max(least, along / residual));
    double dual = s * along - s * s * residual / 2;
    return Math.max(0, residual / 2 + lambda * norm() - dual);
  }

  /** Largest correlation of an atom with the residual; in size, where codes have a sign. */
  float steepest() {
    float most = 0;
    for (float v : r) {
      most = Math.max(most, sign == Sign.SIGNED ? Math.abs(v) : v);
    }
    return most;
  }

  /** Number of units in use. */
  int active() {
    int n = 0;
    for (float v : a) {
      n += v != 0 ? 1 : 0;
    }
    return n;
  }

  private double unexplained() {
    return Math.max(0, xx - overlap(b) - overlap(r));
  }

  private double overlap(float[] v) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      if (a[k] != 0) {
        sum += (double) a[k] * v[k];
      }
    }
    return sum;
  }

  private double norm() {
    double sum = 0;
    for (float v : a) {
      sum += Math.abs(v);
    }
    return sum;
  }
}
