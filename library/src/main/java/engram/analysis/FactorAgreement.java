package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;
import engram.math.Moments;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Whether translated images keep what was not to change, by known factors of variation. */
public final class FactorAgreement {
  private FactorAgreement() {}

  /**
   * Mean {@link Moments#concordance} of the factors that vary in {@code a}: 1 if all agree, about 0
   * if the rows of {@code a} and {@code b} have nothing to do with each other, as where those of
   * {@code b} are all the same; without a unit. Empty if nothing varies.
   *
   * @param a factors of the images, one row each
   * @param b factors of those they are held against, in the same order
   */
  public static OptionalDouble of(Matrix a, Matrix b) {
    Check.require(
        a.rows() == b.rows() && a.columns() == b.columns(),
        "factors must have one shape, got " + a.rows() + " and " + b.rows() + " rows");
    return IntStream.range(0, a.columns())
        .filter(j -> Moments.variance(a.column(j)) > 0)
        .mapToDouble(j -> Moments.concordance(a.column(j), b.column(j)))
        .average();
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
