package engram.search;

import engram.base.Seed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for hyper-parameter
 * optimization", section 4, with the details of Watanabe 2023, "Tree-structured Parzen estimator:
 * understanding its algorithm components").
 *
 * <p>The trials so far are split into the best {@code gamma(n)} and the rest; l and g are the
 * densities of their points. Of some candidates drawn from l the one with the largest {@code log l
 * - log g} is next. Trials that failed or still run count as the worst.
 */
public record Tpe(Space space, Budget budget, Seed seed) implements Strategy {
  /** Points drawn evenly before there is anything to learn from. */
  private static final int STARTUP = 10;

  private static final int CANDIDATES = 24;
  private static final double GOOD = 0.15;
  private static final int MOST_GOOD = 25;

  @Override
  public Optional<Job> next(List<Trial> trials) {
    int n = trials.size();
    if (n >= budget.trials()) {
      return Optional.empty();
    }
    Set<Point> tried = Strategy.points(trials);
    Seed here = seed.child(n);
    Optional<Point> point =
        n < STARTUP ? Optional.empty() : suggested(trials, tried, here.child("candidates"));
    return point
        .or(() -> space.fresh(here, tried))
        .map(chosen -> new Job(n, chosen, budget.epochs()));
  }

  /** How many of {@code n} trials are good. */
  static int gamma(int n) {
    return Math.min(MOST_GOOD, (int) Math.ceil(GOOD * n));
  }

  private Optional<Point> suggested(List<Trial> trials, Set<Point> tried, Seed here) {
    Set<Integer> best =
        trials.stream()
            .sorted(Comparator.comparingDouble(Tpe::judged).thenComparingInt(Trial::number))
            .limit(gamma(trials.size()))
            .map(Trial::number)
            .collect(Collectors.toSet());
    List<Trial> good = trials.stream().filter(t -> best.contains(t.number())).toList();
    List<Trial> rest = trials.stream().filter(t -> !best.contains(t.number())).toList();
    ParzenEstimator l = new ParzenEstimator(space, good);
    ParzenEstimator g = new ParzenEstimator(space, rest);
    SplittableRandom random = here.random();
    return Stream.generate(() -> l.sample(random))
        .limit(CANDIDATES)
        .filter(candidate -> !tried.contains(candidate))
        .map(candidate -> new Gain(candidate, l.logDensity(candidate) - g.logDensity(candidate)))
        .max(Comparator.comparingDouble(Gain::log))
        .map(Gain::of);
  }

  /** How much likelier a point is among good trials than among the others. */
  private record Gain(Point of, double log) {}

  private static double judged(Trial trial) {
    return trial.state() == Trial.State.TRAINED ? trial.value() : Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean adaptive() {
    return true;
  }
}
