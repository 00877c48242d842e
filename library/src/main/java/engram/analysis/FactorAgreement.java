package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;
import engram.math.Moments;
import java.util.stream.IntStream;

/** Whether translated images keep what was not to change, by known factors of variation. */
public final class FactorAgreement {
  private FactorAgreement() {}

  /**
   * {@code 1 - mean_j mean_i (a_ij - b_ij)^2 / (2 v_j)} over factors j that vary, v_j the variance
   * in {@code b}: 1 if all factors agree, about 0 if the rows of {@code a} and {@code b} have
   * nothing to do with each other, without a unit.
   *
   * @param a factors of the images, one row each
   * @param b factors of those they are held against, in the same order
   */
  public static double of(Matrix a, Matrix b) {
    Check.require(
        a.rows() == b.rows() && a.columns() == b.columns(),
        "factors must have one shape, got " + a.rows() + " and " + b.rows() + " rows");
    double[] variance = Moments.variances(b);
    double sum = 0;
    int varying = 0;
    for (int j = 0; j < variance.length; j++) {
      if (variance[j] > 0) {
        varying++;
        sum += meanSquare(a, b, j) / (2 * variance[j]);
      }
    }
    return 1 - sum / Math.max(1, varying);
  }

  private static double meanSquare(Matrix a, Matrix b, int j) {
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      double d = a.get(i, j) - b.get(i, j);
      sum += d * d;
    }
    return sum / a.rows();
  }

  /** For each row of {@code queries} the index of the row of {@code gallery} nearest to it. */
  public static int[] nearest(Matrix queries, Matrix gallery) {
    int[] nearest = new int[queries.rows()];
    float[][] rows =
        IntStream.range(0, gallery.rows()).mapToObj(gallery::row).toArray(float[][]::new);
    for (int i = 0; i < nearest.length; i++) {
      float[] query = queries.row(i);
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < rows.length; k++) {
        double d = squaredDistance(query, rows[k], least);
        if (d < least) {
          least = d;
          nearest[i] = k;
        }
      }
    }
    return nearest;
  }

  private static double squaredDistance(float[] a, float[] b, double enough) {
    double sum = 0;
    for (int j = 0; j < a.length && sum < enough; j++) {
      double d = a[j] - b[j];
      sum += d * d;
    }
    return sum;
  }
}
