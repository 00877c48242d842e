package engram.analysis.landscape;

import engram.analysis.Confusion;
import engram.base.Check;
import engram.base.Seed;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Straight ways between centres of a landscape.
 *
 * @param pairs numbers of the clusters at both ends
 * @param steps places on each way, both ends included, 2 or more
 */
public record Paths(Matrix centres, List<Pair> pairs, int steps) {
  /** The clusters that a way leads from and to. */
  public record Pair(int from, int to) {}

  public Paths {
    pairs = List.copyOf(pairs);
    Check.atLeast("steps", steps, 2);
  }

  /**
   * Ways between clusters drawn at random among those whose centres are read as one class, or as
   * two.
   *
   * @param ofCentres class probabilities of the decoded centres
   * @param alike whether both ends are of one class
   * @param most how many ways; fewer, maybe none, if there are not so many pairs
   */
  public static Paths between(
      Landscape landscape, Matrix ofCentres, boolean alike, int most, int steps, Seed seed) {
    int n = landscape.size();
    int[] read = IntStream.range(0, n).map(i -> Confusion.mostProbable(ofCentres, i)).toArray();
    long[] members = new long[ofCentres.columns()];
    Arrays.stream(read).forEach(c -> members[c]++);
    long ofOneClass = Arrays.stream(members).map(m -> m * (m - 1) / 2).sum();
    long ofAll = (long) n * (n - 1) / 2;
    long enough = Math.min(most, alike ? ofOneClass : ofAll - ofOneClass);
    SplittableRandom random = seed.child(alike ? "alike" : "apart").random();
    Set<Pair> drawn = new LinkedHashSet<>();
    while (drawn.size() < enough) {
      int a = random.nextInt(n);
      int b = random.nextInt(n);
      if (a < b && (read[a] == read[b]) == alike) {
        drawn.add(new Pair(a, b));
      }
    }
    return new Paths(landscape.centres(), List.copyOf(drawn), steps);
  }

  /** The codes {@code [pairs * steps, latent]}, way after way. */
  public Matrix codes() {
    return Matrix.of(
        pairs.size() * steps,
        centres.columns(),
        (i, j) -> {
          Pair pair = pairs.get(i / steps);
          float t = i % steps / (float) (steps - 1);
          return (1 - t) * centres.get(pair.from, j) + t * centres.get(pair.to, j);
        });
  }

  /**
   * For each step, from end to end, the share of the ways that is read there as one of its ends.
   */
  public List<Double> kept(Matrix ofCodes) {
    double[] kept = new double[steps];
    for (int p = 0; p < pairs.size(); p++) {
      int from = Confusion.mostProbable(ofCodes, p * steps);
      int to = Confusion.mostProbable(ofCodes, (p + 1) * steps - 1);
      for (int s = 0; s < steps; s++) {
        int here = Confusion.mostProbable(ofCodes, p * steps + s);
        kept[s] += here == from || here == to ? 1 : 0;
      }
    }
    return IntStream.range(0, steps).mapToObj(s -> kept[s] / Math.max(1, pairs.size())).toList();
  }
}
