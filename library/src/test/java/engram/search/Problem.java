package engram.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A function to be minimised over a box. */
record Problem(Space space, ToDoubleFunction<double[]> function, double least) {
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

  static Problem named(String name) {
    return switch (name) {
      case "branin" -> new Problem(box(-5, 10, 0, 15), Problem::branin, 0.39788735772973816);
      case "hartmann6" ->
          new Problem(
              box(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1), Problem::hartmann6, -3.322368011415515);
      default -> new Problem(box(-2, 2, -2, 2), Problem::rosenbrock, 0);
    };
  }

  static Space box(double... ends) {
    return new Space(
        IntStream.range(0, ends.length / 2)
            .mapToObj(i -> Parameter.of("x" + i, real(ends[2 * i], ends[2 * i + 1])))
            .toList());
  }

  static Domain real(double low, double high) {
    return new Domain.Interval(low, high, false, false);
  }

  private static double branin(double[] x) {
    double bend = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
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

  private static double rosenbrock(double[] x) {
    double bend = x[1] - x[0] * x[0];
    return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
  }

  double value(Point point) {
    return function.applyAsDouble(space.parameters().stream().mapToDouble(point::get).toArray());
  }

  /** All trials of {@code strategy}, one after the other. */
  List<Trial> trials(Strategy strategy) {
    List<Trial> trials = new ArrayList<>();
    for (Optional<Strategy.Job> job = strategy.next(trials);
        job.isPresent();
        job = strategy.next(trials)) {
      Point point = job.get().point();
      trials.add(new Trial(trials.size(), point, 1, Trial.State.TRAINED, List.of(value(point))));
    }
    return trials;
  }

  double regret(Strategy strategy) {
    return trials(strategy).stream().mapToDouble(Trial::value).min().orElseThrow() - least;
  }
}
