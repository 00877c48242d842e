package engram.search;

import engram.base.Seed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much each hyperparameter matters: functional analysis of variance (Hutter, Hoos and
 * Leyton-Brown 2014, "An efficient approach for assessing hyperparameter importance").
 *
 * <p>A forest of regression trees is fitted to the trials. Of the variance of its prediction over
 * the whole space, the importance of a parameter is the share that remains when all others are
 * averaged out. What the shares lack to 1 is due to parameters acting together.
 */
public final class Importance {
  private static final int TREES = 64;

  /** Fewer trials than this say nothing. */
  private static final int FEWEST = 4;

  private Importance() {}

  /**
   * The share of each parameter, in the order of {@code space}; empty if there are too few trials
   * or all came to the same.
   *
   * @param epoch after which the trials are compared
   */
  public static Map<String, Double> of(Space space, List<Trial> trials, int epoch, Seed seed) {
    List<Trial> judged = trials.stream().filter(t -> t.state() != Trial.State.RUNNING).toList();
    double[] y = values(judged, epoch);
    if (judged.size() < FEWEST || Arrays.stream(y).distinct().count() < 2) {
      return Map.of();
    }
    double[][] x = judged.stream().map(t -> place(space, t.point())).toArray(double[][]::new);
    int d = space.parameters().size();
    double[] sums = new double[d];
    int counted = 0;
    for (int i = 0; i < TREES; i++) {
      RegressionTree tree = RegressionTree.fit(x, y, bootstrap(y.length, seed.child(i)));
      double variance = tree.variance();
      if (variance > 0) {
        counted++;
        for (int j = 0; j < d; j++) {
          sums[j] += tree.varianceOf(j) / variance;
        }
      }
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int j = 0; j < d; j++) {
      shares.put(space.parameters().get(j).name(), sums[j] / Math.max(1, counted));
    }
    return shares;
  }

  /** Where no number came out, the worst of those that did. */
  private static double[] values(List<Trial> trials, int epoch) {
    double[] y = trials.stream().mapToDouble(t -> t.valueAt(epoch)).toArray();
    double worst = Arrays.stream(y).filter(Double::isFinite).max().orElse(0);
    return Arrays.stream(y).map(v -> Double.isFinite(v) ? v : worst).toArray();
  }

  /** Where {@code point} lies in [0, 1]; a parameter that is not searched there is at 0. */
  private static double[] place(Space space, Point point) {
    return space.parameters().stream()
        .mapToDouble(p -> point.has(p) ? p.domain().cell(point.get(p)).middle() : 0)
        .toArray();
  }

  private static int[] bootstrap(int n, Seed seed) {
    SplittableRandom random = seed.random();
    return IntStream.range(0, n).map(i -> random.nextInt(n)).toArray();
  }
}
