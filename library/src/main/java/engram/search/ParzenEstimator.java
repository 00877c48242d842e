package engram.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The density of points around those of some trials, and around a prior: a mixture of products of
 * one kernel for each parameter, so that parameters that go together are drawn together.
 *
 * <p>On the scale of a parameter a kernel is a Gaussian cut off at both ends; of a choice it is the
 * value seen with a little for each other. Where a trial lacks a parameter, and for the prior, it
 * is even.
 */
final class ParzenEstimator {
  private static final double PRIOR_WEIGHT = 1;

  /** Trials, the latest ones, that count whole; those before count ever less. */
  private static final int FULL = 25;

  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final Space space;
  private final List<Point> seen;
  private final double[] weight;
  private final Map<String, double[]> widths = new HashMap<>();

  /** The density around the points of {@code trials}, oldest first. */
  ParzenEstimator(Space space, List<Trial> trials) {
    this.space = space;
    this.seen = trials.stream().map(Trial::point).toList();
    this.weight = weights(seen.size());
    space.parameters().forEach(p -> widths.put(p.name(), widths(p)));
  }

  /** Weights of the kernels, the prior's last; their sum is 1. */
  private static double[] weights(int n) {
    double[] w = new double[n + 1];
    Arrays.fill(w, 1);
    int fading = n - FULL;
    for (int i = 0; i < fading; i++) {
      double share = fading == 1 ? 0 : i / (fading - 1.0);
      w[i] = (1 + (n - 1) * share) / n;
    }
    w[n] = PRIOR_WEIGHT;
    double sum = Arrays.stream(w).sum();
    return Arrays.stream(w).map(v -> v / sum).toArray();
  }

  /**
   * Width of each Gaussian of {@code p}: the gap to its farther neighbour, at the ends of the scale
   * to the only one, but not narrower than the "magic clip" {@code 1 / min(100, n + 2)}.
   */
  private double[] widths(Parameter p) {
    double[] middles =
        seen.stream().filter(x -> x.has(p)).mapToDouble(x -> middle(p, x)).sorted().toArray();
    double least = 1.0 / Math.min(100, middles.length + 2);
    return seen.stream()
        .mapToDouble(x -> x.has(p) ? Math.max(least, gap(middles, middle(p, x))) : 1)
        .toArray();
  }

  private static double middle(Parameter p, Point point) {
    return p.domain().cell(point.get(p)).middle();
  }

  private static double gap(double[] sorted, double middle) {
    int at = Arrays.binarySearch(sorted, middle);
    int last = sorted.length - 1;
    double left = at > 0 ? middle - sorted[at - 1] : last > 0 ? 0 : middle;
    double right = at < last ? sorted[at + 1] - middle : last > 0 ? 0 : 1 - middle;
    return Math.max(left, right);
  }

  /** A point drawn from it. */
  Point sample(SplittableRandom random) {
    int k = draw(random);
    return space.point(
        p ->
            k == seen.size() || !seen.get(k).has(p)
                ? p.domain().at(random.nextDouble())
                : near(p, k, random));
  }

  private int draw(SplittableRandom random) {
    double left = random.nextDouble();
    int k = 0;
    while (k < weight.length - 1 && left >= weight[k]) {
      left -= weight[k++];
    }
    return k;
  }

  private double near(Parameter p, int k, SplittableRandom random) {
    Domain domain = p.domain();
    double centre = seen.get(k).get(p);
    if (domain instanceof Domain.Choice) {
      return random.nextDouble() < kept() ? centre : domain.at(random.nextDouble());
    }
    double middle = domain.cell(centre).middle();
    double width = width(p, k);
    double share = -1;
    while (share < 0 || share > 1) {
      share = middle + width * random.nextGaussian();
    }
    return domain.at(share);
  }

  /** The part of a choice's kernel that is on the value seen; the rest is even. */
  private double kept() {
    return 1 / (1 + PRIOR_WEIGHT / weight.length);
  }

  /** The logarithm of its density at {@code point}. */
  double logDensity(Point point) {
    double[] logs =
        IntStream.range(0, weight.length)
            .mapToDouble(k -> Math.log(weight[k]) + logKernel(k, point))
            .toArray();
    double most = Arrays.stream(logs).max().orElseThrow();
    return most + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - most)).sum());
  }

  private double logKernel(int k, Point point) {
    double sum = 0;
    for (Parameter p : space.parameters()) {
      if (point.has(p)) {
        boolean even = k == seen.size() || !seen.get(k).has(p);
        double value = point.get(p);
        sum += even ? logEven(p.domain(), value) : logNear(p, k, value);
      }
    }
    return sum;
  }

  private static double logEven(Domain domain, double value) {
    Domain.Cell cell = domain.cell(value);
    return cell.to() > cell.from() ? Math.log(cell.to() - cell.from()) : 0;
  }

  private double logNear(Parameter p, int k, double value) {
    Domain domain = p.domain();
    double centre = seen.get(k).get(p);
    Domain.Cell cell = domain.cell(value);
    if (domain instanceof Domain.Choice) {
      return Math.log((centre == value ? kept() : 0) + (1 - kept()) * (cell.to() - cell.from()));
    }
    double middle = domain.cell(centre).middle();
    double width = width(p, k);
    double from = (cell.from() - middle) / width;
    double inside = normal((1 - middle) / width) - normal(-middle / width);
    if (cell.to() == cell.from()) {
      return -0.5 * from * from - LOG_ROOT_TWO_PI - Math.log(width * inside);
    }
    double mass = normal((cell.to() - middle) / width) - normal(from);
    return Math.log(Math.max(mass, Double.MIN_NORMAL) / inside);
  }

  private double width(Parameter p, int k) {
    return Objects.requireNonNull(widths.get(p.name()))[k];
  }

  /** The share of a standard Gaussian below {@code x}, by its series (Marsaglia 2004). */
  private static double normal(double x) {
    if (Math.abs(x) > 8) {
      return x < 0 ? 0 : 1;
    }
    double sum = x;
    double term = x;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-0.5 * x * x - LOG_ROOT_TWO_PI);
  }
}
