package engram.analysis;

import engram.math.Matrix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well and how evenly a judge recognises samples. A sample is recognised if the judge gives one
 * class a probability above 0.9; it then counts for that class.
 *
 * @param recognition share of the samples that are recognised, 0 to 1
 * @param coverage number of classes that each have at least 1 % of the recognised samples
 * @param entropyNats entropy of the classes of the recognised samples in nats: 0 if all are of one
 *     class (or none is recognised), log(classes) if all classes are as frequent
 */
public record SampleQuality(double recognition, int coverage, double entropyNats) {
  private static final double RECOGNISED = 0.9;
  private static final double COVERED = 0.01;

  /** The quality of samples with these class probabilities {@code [n, classes]}. */
  public static SampleQuality of(Matrix probabilities) {
    int[] counts = new int[probabilities.columns()];
    int recognised = 0;
    for (int i = 0; i < probabilities.rows(); i++) {
      int read = recognised(probabilities, i);
      if (read >= 0) {
        counts[read]++;
        recognised++;
      }
    }
    double all = Math.max(1, recognised);
    return new SampleQuality(
        recognised / (double) probabilities.rows(),
        (int) IntStream.of(counts).filter(n -> n > 0 && n >= COVERED * all).count(),
        IntStream.of(counts).filter(n -> n > 0).mapToDouble(n -> -n / all * Math.log(n / all)).sum()
            + 0.0);
  }

  /** The class that row {@code i} gives a probability above 0.9, or -1 if there is none. */
  public static int recognised(Matrix probabilities, int i) {
    int best = Confusion.mostProbable(probabilities, i);
    return probabilities.get(i, best) > RECOGNISED ? best : -1;
  }

  /** The three values by the names of the design. */
  public Map<String, Double> metrics() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("sample_recognition", recognition);
    all.put("class_coverage", (double) coverage);
    all.put("class_entropy_nats", entropyNats);
    return all;
  }
}
