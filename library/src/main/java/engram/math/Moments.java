package engram.math;

import java.util.Arrays;

/** Mean and spread of values. */
public final class Moments {
  private Moments() {}

  /** The arithmetic mean; 0 of nothing. */
  public static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / Math.max(1, values.length);
  }

  /** The unbiased variance; 0 of a single value. */
  public static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float v : values) {
      sum += (v - mean) * (v - mean);
    }
    return sum / Math.max(1, values.length - 1);
  }

  /**
   * Pearson's correlation of {@code a} with {@code b}, in [-1, 1]; 0 if one of them is constant.
   */
  public static double correlation(double[] a, double[] b) {
    double[] x = centred(a);
    double[] y = centred(b);
    double length = Vectors.norm(x) * Vectors.norm(y);
    return length > 0 ? Vectors.dot(x, y) / length : 0;
  }

  /**
   * Concordance of {@code a} with {@code b}, in [-1, 1] (Lin 1989, equation 1): 1 if they are
   * equal, 0 if they are uncorrelated, as where only one is constant; a shift or a scale lowers it,
   * unlike {@link #correlation}.
   */
  public static double concordance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    double shift = mean(a) - mean(b);
    double spread = (a.length - 1) * (variance(a) + variance(b)) + a.length * shift * shift;
    return spread > 0 ? 1 - squares / spread : 1;
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> v - mean).toArray();
  }

  /** The variance of each column of {@code x}. */
  public static double[] variances(Matrix x) {
    double[] all = new double[x.columns()];
    for (int j = 0; j < all.length; j++) {
      all[j] = variance(x.column(j));
    }
    return all;
  }
}
