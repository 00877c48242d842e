package engram.math;

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

  /** The variance of each column of {@code x}. */
  public static double[] variances(Matrix x) {
    double[] all = new double[x.columns()];
    for (int j = 0; j < all.length; j++) {
      all[j] = variance(x.column(j));
    }
    return all;
  }
}
