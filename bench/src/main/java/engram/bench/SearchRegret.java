package engram.bench;

import engram.base.Seed;
import engram.search.Domain;
import engram.search.Parameter;
import engram.search.Point;
import engram.search.RandomSearch;
import engram.search.Space;
import engram.search.Strategy;
import engram.search.Tpe;
import engram.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Median regret of random search and of TPE after 60 trials, over 30 seeds, on the functions of
 * {@code peers/tpe.py}; that script prints the same of Optuna.
 */
public final class SearchRegret {
  private static final Strategy.Budget BUDGET = new Strategy.Budget(60, 1);
  private static final int SEEDS = 30;

  private static final double[] C = {1, 1.2, 3, 3.2};
  private static final double[][] A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  private record Problem(
      String name, Space space, ToDoubleFunction<double[]> function, double least) {
    double regret(Strategy strategy) {
      List<Trial> trials = new ArrayList<>();
      for (var job = strategy.next(trials); job.isPresent(); job = strategy.next(trials)) {
        Point point = job.get().point();
        double value =
            function.applyAsDouble(space.parameters().stream().mapToDouble(point::get).toArray());
        trials.add(new Trial(trials.size(), point, 1, Trial.State.TRAINED, List.of(value)));
      }
      return trials.stream().mapToDouble(Trial::value).min().orElseThrow() - least;
    }

    double median(Function<Seed, Strategy> strategy) {
      double[] all =
          IntStream.range(0, SEEDS)
              .mapToDouble(s -> regret(strategy.apply(new Seed(s))))
              .sorted()
              .toArray();
      return (all[SEEDS / 2 - 1] + all[SEEDS / 2]) / 2;
    }
  }

  private SearchRegret() {}

  public static void main(String[] args) {
    List<Problem> problems =
        List.of(
            new Problem(
                "branin", space(-5, 10, 0, 15), x -> branin(x[0], x[1]), 0.39788735772973816),
            new Problem(
                "hartmann6",
                space(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1),
                SearchRegret::hartmann6,
                -3.322368011415515),
            new Problem("rosenbrock", space(-2, 2, -2, 2), x -> rosenbrock(x[0], x[1]), 0));
    for (Problem p : problems) {
      System.out.printf(
          Locale.ROOT,
          "{\"function\": \"%s\", \"random\": %.6g, \"tpe\": %.6g}%n",
          p.name,
          p.median(seed -> new RandomSearch(p.space, BUDGET, seed)),
          p.median(seed -> new Tpe(p.space, BUDGET, seed)));
    }
  }

  private static Space space(double... ends) {
    return new Space(
        IntStream.range(0, ends.length / 2)
            .mapToObj(
                i ->
                    Parameter.of(
                        "x" + i, new Domain.Interval(ends[2 * i], ends[2 * i + 1], false, false)))
            .toList());
  }

  private static double branin(double x, double y) {
    double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double hartmann6(double[] x) {
    double sum = 0;
    for (int i = 0; i < C.length; i++) {
      double inner = 0;
      for (int j = 0; j < x.length; j++) {
        inner += A[i][j] * (x[j] - P[i][j]) * (x[j] - P[i][j]);
      }
      sum += C[i] * Math.exp(-inner);
    }
    return -sum;
  }

  private static double rosenbrock(double x, double y) {
    return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
  }
}
