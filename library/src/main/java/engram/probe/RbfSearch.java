package engram.probe;

import engram.base.Check;
import engram.base.Seed;
import engram.math.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Choice of an {@link RbfSvm} by cross-validation on some of the examples.
 *
 * @param c values to try
 * @param gamma values to try
 * @param scaling of the columns
 * @param folds parts that are predicted from the others
 * @param subset examples to use, as many of each class as its share; all if there are fewer
 */
public record RbfSearch(
    List<Double> c, List<Double> gamma, Scaling scaling, int folds, int subset) {
  private static final double[] STRENGTHS = {1, 10, 100};
  private static final double[] REACHES = {0.25, 0.5, 1, 2, 4};

  /** The best machine and the share of the examples that it read right when they were left out. */
  public record Choice(RbfSvm svm, double accuracy) {}

  public RbfSearch {
    c = List.copyOf(c);
    gamma = List.copyOf(gamma);
    Check.atLeast("machines to try", grid(c, gamma, scaling).size(), 1);
    Check.within("folds", folds, 2, 100);
    Check.atLeast("subset", subset, 2 * folds);
  }

  /** Three strengths, and five reaches about the usual one of {@code examples}. */
  public static RbfSearch around(Examples examples, Scaling scaling) {
    double usual = RbfSvm.usualGamma(examples, scaling);
    return new RbfSearch(
        DoubleStream.of(STRENGTHS).boxed().toList(),
        DoubleStream.of(REACHES).mapToObj(r -> r * usual).toList(),
        scaling,
        5,
        2000);
  }

  /**
   * Tries every pair; of equals the first.
   *
   * @throws IllegalArgumentException unless two classes have two examples or more
   */
  public Choice choose(Examples examples, Seed seed, int threads) {
    requireTwoToSplit(examples);
    int[][] parts = parts(examples, seed);
    List<RbfSvm> tried = grid(c, gamma, scaling);
    int[] right = new int[tried.size() * folds];
    Workers.forEach(
        threads,
        right.length,
        t -> right[t] = right(tried.get(t / folds), examples, parts, t % folds));
    return best(tried, right, Arrays.stream(parts).mapToInt(part -> part.length).sum());
  }

  private static List<RbfSvm> grid(List<Double> c, List<Double> gamma, Scaling scaling) {
    return c.stream()
        .flatMap(strength -> gamma.stream().map(g -> new RbfSvm(strength, g, scaling)))
        .toList();
  }

  private static void requireTwoToSplit(Examples examples) {
    int[] classes = examples.classes();
    long larger = IntStream.range(0, classes.length).filter(c -> examples.of(c).length > 1).count();
    Check.require(
        larger > 1,
        "cross-validation needs two classes of 2 examples or more, got "
            + larger
            + "; give c and gamma");
  }

  private Choice best(List<RbfSvm> tried, int[] right, int all) {
    int[] sums =
        IntStream.range(0, tried.size())
            .map(s -> Arrays.stream(right, s * folds, (s + 1) * folds).sum())
            .toArray();
    int most = Arrays.stream(sums).max().orElseThrow();
    int best =
        IntStream.range(0, sums.length).filter(s -> sums[s] == most).findFirst().orElseThrow();
    return new Choice(tried.get(best), (double) most / all);
  }

  /** Examples of part {@code left} read right by a machine fitted to the other parts. */
  private static int right(RbfSvm svm, Examples examples, int[][] parts, int left) {
    int[] others =
        IntStream.range(0, parts.length)
            .filter(p -> p != left)
            .flatMap(p -> Arrays.stream(parts[p]))
            .toArray();
    int[] read = svm.fit(examples.at(others), 1).predict(examples.codes(parts[left]));
    return (int)
        IntStream.range(0, read.length)
            .filter(i -> read[i] == examples.label(parts[left][i]))
            .count();
  }

  /** The examples used, in parts that have as many of each class as can be. */
  int[][] parts(Examples examples, Seed seed) {
    int[] used =
        IntStream.range(0, examples.classes().length)
            .flatMap(c -> Arrays.stream(some(examples, c, seed.child(c))))
            .toArray();
    return IntStream.range(0, folds)
        .mapToObj(f -> IntStream.range(0, used.length).filter(i -> i % folds == f))
        .map(part -> part.map(i -> used[i]).toArray())
        .toArray(int[][]::new);
  }

  private int[] some(Examples examples, int c, Seed seed) {
    int[] all = examples.of(c);
    long share = Math.round((double) subset * all.length / examples.size());
    return Arrays.stream(seed.permutation(all.length))
        .limit(Math.max(2, share))
        .map(i -> all[i])
        .toArray();
  }
}
