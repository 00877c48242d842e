package engram.analysis;

import engram.base.Check;
import engram.base.EngramException;
import engram.math.Matrix;
import engram.math.PointTree;
import engram.math.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Clusters around the places where points lie densest (Fukunaga and Hostetler 1975; Comaniciu and
 * Meer 2002).
 *
 * <pre>
 * m(y) = sum_i k(|x_i - y| / h) x_i / sum_i k(|x_i - y| / h);   y &lt;- m(y) until |m(y) - y| &lt;= h / 1000
 * </pre>
 *
 * <p>Every point (or the centre of every cell that holds points) climbs. Of the places reached
 * those with most points around come first, equal ones by their coordinates, the largest first; a
 * place within h of an earlier one is dropped. These are the rules, and with the flat kernel the
 * clusters, of scikit-learn. Each point belongs to the nearest centre.
 */
public final class MeanShift {
  private static final double SETTLED = 1e-3;

  /** Weights beyond this many bandwidths are below 1e-12. */
  private static final double REACH = 7.5;

  private static final int BLOCK = 16;

  /** How a point weighs at a distance, in bandwidths. */
  public enum Kernel {
    /** 1 up to one bandwidth, 0 beyond. */
    FLAT,
    /** {@code exp(-distance^2 / 2)}. */
    GAUSSIAN
  }

  /**
   * How to cluster.
   *
   * @param bandwidth in units of the data, above 0; estimated if empty
   * @param binSeeding whether cells of one bandwidth climb in place of points
   * @param minBinCount how many points a cell needs to climb, at least 1
   * @param iterations steps of one climb at most, at least 1
   * @param threads 1 to 1024; the result does not depend on it
   */
  public record Options(
      OptionalDouble bandwidth,
      Kernel kernel,
      boolean binSeeding,
      int minBinCount,
      int iterations,
      int threads) {
    public Options {
      if (bandwidth.isPresent()) {
        double h = bandwidth.getAsDouble();
        Check.require(
            h > 0 && h < Double.POSITIVE_INFINITY,
            "bandwidth must be above 0 and finite, got " + Check.number(h));
      }
      Check.atLeast("minBinCount", minBinCount, 1);
      Check.atLeast("iterations", iterations, 1);
    }

    /** The flat kernel from every point, the bandwidth estimated, on all processors. */
    public static Options defaults() {
      int threads = Runtime.getRuntime().availableProcessors();
      return new Options(OptionalDouble.empty(), Kernel.FLAT, false, 1, 300, threads);
    }

    /** The same with bandwidth {@code h}. */
    public Options withBandwidth(double h) {
      return new Options(
          OptionalDouble.of(h), kernel, binSeeding, minBinCount, iterations, threads);
    }

    /** The same with {@code other}. */
    public Options withKernel(Kernel other) {
      return new Options(bandwidth, other, binSeeding, minBinCount, iterations, threads);
    }

    /** The same from the cells that hold at least {@code minCount} points. */
    public Options fromBins(int minCount) {
      return new Options(bandwidth, kernel, true, minCount, iterations, threads);
    }

    /** The same on {@code count} threads. */
    public Options withThreads(int count) {
      return new Options(bandwidth, kernel, binSeeding, minBinCount, iterations, count);
    }
  }

  /** Where a climb ended and what weight lay around. */
  private static final class Peak {
    private final double[] place;
    private final double weight;

    Peak(double[] place, double weight) {
      this.place = place;
      this.weight = weight;
    }

    static int order(Peak a, Peak b) {
      int byWeight = Double.compare(b.weight, a.weight);
      return byWeight != 0 ? byWeight : Arrays.compare(b.place, a.place);
    }
  }

  private final List<double[]> centres;
  private final int[] labels;
  private final double bandwidth;

  private MeanShift(List<double[]> centres, int[] labels, double bandwidth) {
    this.centres = centres;
    this.labels = labels;
    this.bandwidth = bandwidth;
  }

  /** The clusters of the rows of {@code x}, at least one. */
  public static MeanShift fit(Matrix x, Options options) {
    Check.atLeast("points", x.rows(), 1);
    try (Workers workers = new Workers(options.threads)) {
      double h = bandwidth(x, options, workers);
      List<double[]> centres = centres(climb(x, h, options, workers), h);
      return new MeanShift(centres, labels(x, centres, workers), h);
    }
  }

  private static double bandwidth(Matrix x, Options options, Workers workers) {
    if (options.bandwidth.isPresent()) {
      return options.bandwidth.getAsDouble();
    }
    double h = Bandwidth.estimate(x, Bandwidth.QUANTILE, workers);
    if (h > 0) {
      return h;
    }
    float[] first = x.row(0);
    if (IntStream.range(0, x.rows()).allMatch(i -> Arrays.equals(first, x.row(i)))) {
      return 1;
    }
    throw EngramException.usage(
        "the estimated bandwidth is 0 because most points have copies; give a bandwidth above 0");
  }

  private static List<Peak> climb(Matrix x, double h, Options options, Workers workers) {
    PointTree tree = PointTree.of(x);
    List<double[]> seeds = seeds(x, h, options);
    Peak[] peaks = new Peak[seeds.size()];
    workers.eachStretch(
        peaks.length,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            peaks[i] = climb(tree, seeds.get(i), h, options);
          }
        });
    List<Peak> reached = Arrays.stream(peaks).filter(p -> p.weight > 0).toList();
    if (reached.isEmpty()) {
      throw EngramException.usage(
          "no cell of %s has %d points or more within a bandwidth; lower the least count"
              .formatted(Check.number(h), options.minBinCount));
    }
    return reached;
  }

  private static Peak climb(PointTree tree, double[] seed, double h, Options options) {
    double[] place = seed;
    for (int step = 0; ; step++) {
      double[] next = new double[place.length];
      double weight =
          options.kernel == Kernel.FLAT
              ? tree.ball(place, h, next)
              : tree.gaussian(place, h, REACH, next);
      if (weight == 0) {
        return new Peak(place, 0);
      }
      for (int d = 0; d < next.length; d++) {
        next[d] /= weight;
      }
      double moved = Math.sqrt(Bandwidth.squaredDistance(place, next));
      place = next;
      if (moved <= SETTLED * h || step == options.iterations) {
        return new Peak(place, weight);
      }
    }
  }

  private static List<double[]> seeds(Matrix x, double h, Options options) {
    List<double[]> points = new ArrayList<>();
    Map<List<Double>, Integer> cells = new LinkedHashMap<>();
    for (int i = 0; i < x.rows(); i++) {
      double[] point = new double[x.columns()];
      Double[] cell = new Double[x.columns()];
      for (int d = 0; d < point.length; d++) {
        point[d] = x.get(i, d);
        cell[d] = Math.rint(point[d] / h) + 0.0;
      }
      points.add(point);
      if (options.binSeeding) {
        cells.merge(List.of(cell), 1, Integer::sum);
      }
    }
    Collection<double[]> full =
        cells.entrySet().stream()
            .filter(e -> e.getValue() >= options.minBinCount)
            .map(e -> centre(e.getKey(), (float) h))
            .toList();
    return options.binSeeding && full.size() != x.rows() ? List.copyOf(full) : points;
  }

  /** In single precision, as scikit-learn has it. */
  private static double[] centre(List<Double> cell, float h) {
    return cell.stream().mapToDouble(c -> c.floatValue() * h).toArray();
  }

  private static List<double[]> centres(List<Peak> peaks, double h) {
    List<double[]> centres = new ArrayList<>();
    for (Peak peak : peaks.stream().sorted(Peak::order).toList()) {
      if (centres.stream().allMatch(c -> Bandwidth.squaredDistance(c, peak.place) > h * h)) {
        centres.add(peak.place);
      }
    }
    return centres;
  }

  private static int[] labels(Matrix x, List<double[]> centres, Workers workers) {
    int[] labels = new int[x.rows()];
    workers.eachStretch(
        x.rows(),
        BLOCK,
        (from, to) -> {
          double[] point = new double[x.columns()];
          for (int i = from; i < to; i++) {
            for (int d = 0; d < point.length; d++) {
              point[d] = x.get(i, d);
            }
            labels[i] = nearest(point, centres);
          }
        });
    return labels;
  }

  private static int nearest(double[] point, List<double[]> centres) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < centres.size(); c++) {
      double distance = Bandwidth.squaredDistance(point, centres.get(c));
      if (distance < least) {
        least = distance;
        nearest = c;
      }
    }
    return nearest;
  }

  /** How many clusters there are, at least one. */
  public int clusters() {
    return centres.size();
  }

  /** The centres {@code [clusters, d]}, that with most points around it first. */
  public Matrix centres() {
    return Matrix.of(centres.size(), centres.get(0).length, (c, d) -> (float) centres.get(c)[d]);
  }

  /** The cluster of each point; the caller owns the array. */
  public int[] labels() {
    return labels.clone();
  }

  /** How many points belong to cluster {@code c}. */
  public int size(int c) {
    return (int) IntStream.of(labels).filter(l -> l == c).count();
  }

  /** The bandwidth that was given or estimated, in units of the data. */
  public double bandwidth() {
    return bandwidth;
  }
}
