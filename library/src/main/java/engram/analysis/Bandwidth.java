package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;
import engram.math.Workers;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** A bandwidth for {@link MeanShift} that fits the data, as scikit-learn estimates it. */
public final class Bandwidth {
  /** The share of the points that scikit-learn takes for neighbours. */
  public static final double QUANTILE = 0.3;

  private static final int BLOCK = 64;

  private Bandwidth() {}

  /**
   * The mean over all points of the distance to the farthest of the {@code quantile * n} nearest
   * ones, itself among them, at least one: in units of the data, 0 if most points have copies.
   */
  public static double estimate(Matrix x, double quantile, Workers workers) {
    Check.within("quantile", quantile, 0, 1);
    int k = Math.max(1, (int) (x.rows() * quantile));
    double[][] points = new double[x.rows()][x.columns()];
    for (int i = 0; i < points.length; i++) {
      float[] row = x.row(i);
      Arrays.setAll(points[i], j -> row[j]);
    }
    double[] farthest = new double[points.length];
    workers.eachStretch(
        points.length,
        BLOCK,
        (from, to) -> {
          double[] squares = new double[points.length];
          for (int i = from; i < to; i++) {
            double[] here = points[i];
            Arrays.setAll(squares, j -> squaredDistance(here, points[j]));
            Arrays.sort(squares);
            farthest[i] = Math.sqrt(squares[k - 1]);
          }
        });
    return DoubleStream.of(farthest).sum() / points.length;
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = a[i] - b[i];
      sum += apart * apart;
    }
    return sum;
  }
}
