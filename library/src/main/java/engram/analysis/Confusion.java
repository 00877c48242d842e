package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;
import java.util.stream.IntStream;

/**
 * How often each class was read as which.
 *
 * @param counts {@code [classes, classes]}: rows are the true classes, columns those read
 */
public record Confusion(Matrix counts) {
  public Confusion {
    Check.require(counts.rows() == counts.columns(), "counts must be square, got " + counts);
  }

  /** The counts of images of class {@code truth[i]}, read as the most probable of row i. */
  public static Confusion of(int[] truth, Matrix probabilities) {
    int[] read =
        IntStream.range(0, truth.length).map(i -> mostProbable(probabilities, i)).toArray();
    return of(truth, read, probabilities.columns());
  }

  /** The counts of images of class {@code truth[i]}, read as {@code read[i]}, both below n. */
  public static Confusion of(int[] truth, int[] read, int n) {
    float[] counts = new float[n * n];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i] * n + read[i]]++;
    }
    return new Confusion(Matrix.wrap(n, n, counts));
  }

  /** The class with the largest probability in row {@code i}; the first of equals. */
  public static int mostProbable(Matrix probabilities, int i) {
    int best = 0;
    for (int c = 1; c < probabilities.columns(); c++) {
      best = probabilities.get(i, c) > probabilities.get(i, best) ? c : best;
    }
    return best;
  }

  /** Number of classes. */
  public int classes() {
    return counts.rows();
  }

  /** Images read right. */
  public long right() {
    return Math.round(IntStream.range(0, classes()).mapToDouble(c -> counts.get(c, c)).sum());
  }

  /** Images in all. */
  public long total() {
    return Math.round(IntStream.range(0, classes()).mapToDouble(c -> sum(counts.row(c))).sum());
  }

  /** Share of all images that are read right. */
  public double accuracy() {
    return share((double) right(), (double) total());
  }

  /** Share of the images read as {@code c} that are of class {@code c}; 0 if none is read so. */
  public double precision(int c) {
    return share(counts.get(c, c), sum(counts.column(c)));
  }

  /** Share of the images of class {@code c} that are read as {@code c}; 0 if there are none. */
  public double recall(int c) {
    return share(counts.get(c, c), sum(counts.row(c)));
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  private static double sum(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
  }
}
