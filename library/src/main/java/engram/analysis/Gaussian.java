package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;

/** Mean and covariance of rows: the Gaussian fitted to them. */
public final class Gaussian {
  private final double[] mean;
  private final double[][] covariance;

  private Gaussian(double[] mean, double[][] covariance) {
    this.mean = mean;
    this.covariance = covariance;
  }

  /** A Gaussian with this mean {@code [d]} and this symmetric covariance {@code [d][d]}. */
  public static Gaussian of(double[] mean, double[][] covariance) {
    Check.require(
        covariance.length == mean.length,
        "a mean of " + mean.length + " and a covariance of " + covariance.length);
    return new Gaussian(
        mean.clone(),
        java.util.Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new));
  }

  /**
   * The moments of the rows of {@code x}; sums are divided by one less than the number of rows, and
   * the covariance of a single row is zero.
   */
  public static Gaussian of(Matrix x) {
    Check.atLeast("rows", x.rows(), 1);
    double[] mean = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += x.get(i, j) / (double) x.rows();
      }
    }
    return new Gaussian(mean, covariance(x, mean));
  }

  private static double[][] covariance(Matrix x, double[] mean) {
    int d = mean.length;
    double[][] c = new double[d][d];
    double[] off = new double[d];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < d; j++) {
        off[j] = x.get(i, j) - mean[j];
        for (int k = 0; k <= j; k++) {
          c[j][k] += off[j] * off[k];
        }
      }
    }
    for (int j = 0; j < d; j++) {
      for (int k = 0; k <= j; k++) {
        c[j][k] /= Math.max(1, x.rows() - 1);
        c[k][j] = c[j][k];
      }
    }
    return c;
  }

  /** Number of dimensions. */
  public int dimensions() {
    return mean.length;
  }

  /** Mean of dimension {@code i}. */
  public double mean(int i) {
    return mean[i];
  }

  /** Covariance of dimensions {@code i} and {@code j}. */
  public double covariance(int i, int j) {
    return covariance[i][j];
  }
}
