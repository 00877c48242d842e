package engram.analysis.landscape;

import engram.analysis.SampleQuality;
import engram.math.Matrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of a landscape a judge recognises: one row of Dolgikh's Table 1.
 *
 * <p>Dolgikh 2022, section 3.3, Table 1.
 *
 * @param size clusters
 * @param recognition share of the clusters whose decoded centre the judge reads with a probability
 *     above 0.9; 0 without clusters
 * @param population clusters read so, of each class
 */
public record LandscapeQuality(int size, double recognition, List<Integer> population) {
  private static final int NAMED = 2;

  public LandscapeQuality {
    population = List.copyOf(population);
  }

  /** The quality of centres read with these class probabilities {@code [clusters, classes]}. */
  public static LandscapeQuality of(Matrix probabilities) {
    int[] counts = new int[probabilities.columns()];
    int recognised = 0;
    for (int i = 0; i < probabilities.rows(); i++) {
      int read = SampleQuality.recognised(probabilities, i);
      if (read >= 0) {
        counts[read]++;
        recognised++;
      }
    }
    return new LandscapeQuality(
        probabilities.rows(),
        recognised / (double) Math.max(1, probabilities.rows()),
        IntStream.of(counts).boxed().toList());
  }

  /** Whether every class has a recognised cluster. */
  public boolean complete() {
    return population.stream().allMatch(n -> n > 0);
  }

  /** The two classes with most recognised clusters. */
  public List<Integer> highest() {
    return ranked(Comparator.comparingInt(c -> -population.get(c)));
  }

  /** The two classes with fewest. */
  public List<Integer> lowest() {
    return ranked(Comparator.comparingInt(population::get));
  }

  private List<Integer> ranked(Comparator<Integer> order) {
    return IntStream.range(0, population.size()).boxed().sorted(order).limit(NAMED).toList();
  }
}
