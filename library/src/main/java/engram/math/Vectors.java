package engram.math;

/** Sums and products of vectors in double precision, of equal length where there are two. */
public final class Vectors {
  private Vectors() {}

  /** The sum of {@code a[i] * b[i]}. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The Euclidean length. */
  public static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  /** Adds {@code weight * v} to {@code sum}. */
  public static void add(double[] sum, double weight, double[] v) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * v[i];
    }
  }

  /** Multiplies each value of {@code v} by {@code factor}. */
  public static void scale(double[] v, double factor) {
    for (int i = 0; i < v.length; i++) {
      v[i] *= factor;
    }
  }
}
