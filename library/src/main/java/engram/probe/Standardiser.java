package engram.probe;

import engram.base.Check;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Columns brought to mean 0 and deviation 1 by what they are in the rows it is fitted to; a column
 * that is constant there becomes 0 everywhere.
 */
public final class Standardiser {
  private final double[] mean;
  private final double[] scale;

  private Standardiser(double[] mean, double[] scale) {
    this.mean = mean;
    this.scale = scale;
  }

  /**
   * Fitted to the rows {@code x}; deviations are of the rows themselves, divided by their number.
   */
  public static Standardiser fit(Matrix x) {
    Check.atLeast("rows", x.rows(), 1);
    double[] mean = mean(x);
    double[] scale = new double[mean.length];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < scale.length; j++) {
        double d = x.get(i, j) - mean[j];
        scale[j] += d * d / x.rows();
      }
    }
    for (int j = 0; j < scale.length; j++) {
      scale[j] = scale[j] == 0 ? 0 : 1 / Math.sqrt(scale[j]);
    }
    return new Standardiser(mean, scale);
  }

  /** Means as offsets from the first row, so that a constant column has exactly its value. */
  private static double[] mean(Matrix x) {
    double[] mean = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += ((double) x.get(i, j) - x.get(0, j)) / x.rows();
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] += x.get(0, j);
    }
    return mean;
  }

  static Standardiser of(Scaling scaling, Matrix x) {
    if (scaling == Scaling.STANDARD) {
      return fit(x);
    }
    double[] ones = new double[x.columns()];
    Arrays.fill(ones, 1);
    return new Standardiser(new double[x.columns()], ones);
  }

  /** {@code x} standardised: {@code [n, columns]}. */
  public Matrix apply(Matrix x) {
    requireFit(x);
    return Matrix.of(x.rows(), x.columns(), (i, j) -> (float) ((x.get(i, j) - mean[j]) * scale[j]));
  }

  /** Refuses codes of another width, and numbers that are not finite. */
  void requireFit(Matrix x) {
    Check.require(
        x.columns() == mean.length,
        "expected codes of " + mean.length + " columns, got " + x.columns());
    Examples.requireFinite(x);
  }

  /** Deviation of column {@code j}; 0 if it is constant. */
  double deviation(int j) {
    return scale[j] == 0 ? 0 : 1 / scale[j];
  }

  int columns() {
    return mean.length;
  }

  /** What {@link #scaled} leaves to be subtracted from column {@code j}. */
  double offset(int j) {
    return mean[j] * scale[j];
  }

  /**
   * Value {@code v} of column {@code j} divided by the deviation only, which leaves zeros alone.
   */
  float scaled(float v, int j) {
    return (float) (v * scale[j]);
  }

  /** Row {@code i} of {@code x}, divided by the deviations only: distances do not see the means. */
  float[] scaledRow(Matrix x, int i) {
    float[] row = x.row(i);
    for (int j = 0; j < row.length; j++) {
      row[j] = scaled(row[j], j);
    }
    return row;
  }

  /** Those of the rows {@code of}. */
  float[][] scaledRows(Matrix x, IntStream of) {
    return of.mapToObj(i -> scaledRow(x, i)).toArray(float[][]::new);
  }
}
