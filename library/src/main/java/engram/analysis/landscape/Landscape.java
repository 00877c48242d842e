package engram.analysis.landscape;

import engram.analysis.Bandwidth;
import engram.analysis.MeanShift;
import engram.base.Check;
import engram.math.Matrix;
import engram.math.Moments;
import engram.math.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The dense places of sparse codes, slice by slice.
 *
 * <p>A slice l is a triple of units. Its significant set S(l) holds the images whose three
 * activations sum to at least f times the largest such sum, and to at least a given share of the
 * image's whole activity. S(l), projected on the slice, is clustered by {@link MeanShift}; all
 * other units of a cluster's centre are 0. Slices and clusters of too few images are dropped. A
 * cluster has the index (l, k), slices and clusters counted from the largest.
 *
 * <p>Dolgikh 2022, section 3.1; that an image belongs to the slices of the units that make it up is
 * from section 2.5. An image that has most of its activity elsewhere is not what a place within the
 * slice decodes to.
 */
public final class Landscape {
  /** Units in a slice. */
  public static final int ORDER = 3;

  private static final int MOST_UNITS = 128;
  private static final int BANDWIDTH_POINTS = 300;
  private static final double LEAST_BANDWIDTH = 0.01;
  private static final double NEARLY_ALL = 0.9;
  private static final double ROUNDING = 1e-6;

  private final int latent;
  private final int images;
  private final List<Slice> slices;
  private final List<Cluster> clusters;

  private Landscape(int latent, int images, List<Slice> slices) {
    this.latent = latent;
    this.images = images;
    this.slices = slices;
    clusters =
        IntStream.range(0, slices.size())
            .boxed()
            .flatMap(l -> slices.get(l).numbered(l).stream())
            .toList();
  }

  /**
   * What counts.
   *
   * @param significant f, the share of a slice's largest sum that an image needs, above 0, to 1
   * @param covered share of an image's activity that the slice must hold, 0 to 1
   * @param sliceShare share of all images that S(l) needs, 0 to 1
   * @param clusterShare share of all images that a cluster needs, 0 to 1
   * @param bandwidth of the clustering as a share of the slice's largest sum; estimated if empty
   * @param quantile share of S(l) that counts as near when the bandwidth is estimated, 0 to 1
   * @param threads 1 to 1024; the result does not depend on it
   */
  public record Options(
      double significant,
      double covered,
      double sliceShare,
      double clusterShare,
      OptionalDouble bandwidth,
      double quantile,
      int threads) {
    public Options {
      Check.require(
          significant > 0 && significant <= 1,
          "significant must be above 0 and at most 1, got " + Check.number(significant));
      Check.within("covered", covered, 0, 1);
      Check.within("slice share", sliceShare, 0, 1);
      Check.within("cluster share", clusterShare, 0, 1);
      Check.within("quantile", quantile, 0, 1);
      bandwidth.ifPresent(
          h ->
              Check.require(
                  h > 0 && h <= 1,
                  "bandwidth must be above 0 and at most 1 (a share of the slice's largest sum), got "
                      + Check.number(h)));
    }

    /**
     * f = 0.25 as in the paper, four fifths of an image's activity, and 0.2 % of the images for a
     * slice or a cluster, on all processors. The paper's 2 % goes with {@code covered} 0, where an
     * image counts in every slice in which it is strong.
     */
    public static Options defaults() {
      int threads = Runtime.getRuntime().availableProcessors();
      return new Options(0.25, 0.8, 0.002, 0.002, OptionalDouble.empty(), 0.1, threads);
    }

    /** The same on {@code count} threads. */
    public Options withThreads(int count) {
      return new Options(
          significant, covered, sliceShare, clusterShare, bandwidth, quantile, count);
    }
  }

  /** Three units, how many images are significant for them, and the places where these lie. */
  private record Slice(List<Integer> units, int population, double scale, List<Found> found) {
    static final Comparator<Slice> LARGEST_FIRST =
        Comparator.comparingInt((Slice s) -> -s.population)
            .thenComparingInt(s -> s.units.get(0))
            .thenComparingInt(s -> s.units.get(1))
            .thenComparingInt(s -> s.units.get(2));

    List<Cluster> numbered(int l) {
      return IntStream.range(0, found.size()).mapToObj(k -> numbered(l, k)).toList();
    }

    private Cluster numbered(int l, int k) {
      return new Cluster(l, k, units, found.get(k).centre, found.get(k).size, scale);
    }
  }

  private record Found(List<Double> centre, int size) {}

  /**
   * A dense place.
   *
   * @param slice l, 0 for the slice with most significant images
   * @param rank k, 0 for the largest cluster of the slice
   * @param units the three units of the slice, in rising order
   * @param centre their activations at the centre
   * @param size images that belong to it
   * @param scale largest sum of the three activations over all images
   */
  public record Cluster(
      int slice, int rank, List<Integer> units, List<Double> centre, int size, double scale) {
    public Cluster {
      units = List.copyOf(units);
      centre = List.copyOf(centre);
    }
  }

  /**
   * The landscape of codes {@code [images, latent]} of activations: finite, none below 0.
   *
   * @throws IllegalArgumentException if there are fewer than 3 units, more than 128, or a value
   *     below 0
   */
  public static Landscape of(Matrix codes, Options options) {
    check(codes);
    float[][] units = new float[codes.columns()][];
    Arrays.setAll(units, codes::column);
    double[] activity = new double[codes.rows()];
    Arrays.setAll(activity, i -> Moments.mean(codes.row(i)) * codes.columns());
    List<List<Integer>> triples = triples(units);
    Slice[] found = new Slice[triples.size()];
    Workers.forEach(
        options.threads,
        triples.size(),
        t -> found[t] = slice(units, activity, triples.get(t), options));
    List<Slice> slices =
        Arrays.stream(found).filter(Objects::nonNull).sorted(Slice.LARGEST_FIRST).toList();
    return new Landscape(codes.columns(), codes.rows(), slices);
  }

  private static void check(Matrix codes) {
    Check.atLeast("images of a landscape", codes.rows(), 1);
    Check.within("units of a code with a landscape", codes.columns(), ORDER, MOST_UNITS);
    for (int i = 0; i < codes.rows(); i++) {
      for (int j = 0; j < codes.columns(); j++) {
        float a = codes.get(i, j);
        Check.require(
            a >= 0 && a < Float.POSITIVE_INFINITY,
            "a landscape needs activations of 0 or more, such as those of sparse-conv-ae; unit %d of image %d is %s"
                .formatted(j, i, a));
      }
    }
  }

  private static List<List<Integer>> triples(float[][] units) {
    int[] used = IntStream.range(0, units.length).filter(j -> max(units[j]) > 0).toArray();
    List<List<Integer>> all = new ArrayList<>();
    for (int a = 0; a < used.length; a++) {
      for (int b = a + 1; b < used.length; b++) {
        for (int c = b + 1; c < used.length; c++) {
          all.add(List.of(used[a], used[b], used[c]));
        }
      }
    }
    return all;
  }

  private static float max(float[] values) {
    float max = 0;
    for (float v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  /** The slice, or null if too few images are significant or no cluster is large enough. */
  private static @Nullable Slice slice(
      float[][] codes, double[] activity, List<Integer> units, Options options) {
    float[] x = codes[units.get(0)];
    float[] y = codes[units.get(1)];
    float[] z = codes[units.get(2)];
    float[] sums = new float[x.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = x[i] + y[i] + z[i];
    }
    float scale = max(sums);
    double least = options.significant * scale;
    int[] significant =
        IntStream.range(0, sums.length)
            .filter(
                i -> sums[i] >= least && sums[i] >= options.covered * activity[i] * (1 - ROUNDING))
            .toArray();
    if (significant.length < Math.max(1, options.sliceShare * sums.length)) {
      return null;
    }
    float[][] axes = {x, y, z};
    Matrix points = Matrix.of(significant.length, ORDER, (i, j) -> axes[j][significant[i]]);
    List<Found> found = clusters(points, scale, options.clusterShare * sums.length, options);
    return found.isEmpty() ? null : new Slice(units, significant.length, scale, found);
  }

  private static List<Found> clusters(Matrix points, double scale, double least, Options options) {
    double h = options.bandwidth.orElseGet(() -> estimated(points, options) / scale) * scale;
    MeanShift.Options how =
        MeanShift.Options.defaults()
            .withBandwidth(Math.max(h, LEAST_BANDWIDTH * scale))
            .fromBins(1)
            .withThreads(1);
    MeanShift shifted = MeanShift.fit(points, how);
    int[] sizes = new int[shifted.clusters()];
    for (int label : shifted.labels()) {
      sizes[label]++;
    }
    Matrix centres = shifted.centres();
    return IntStream.range(0, sizes.length)
        .filter(k -> sizes[k] >= Math.max(1, least))
        .mapToObj(k -> new Found(coordinates(centres, k), sizes[k]))
        .sorted(Comparator.comparingInt(c -> -c.size))
        .toList();
  }

  /** From points spread evenly over the set, which is in the order of the images. */
  private static double estimated(Matrix points, Options options) {
    int n = Math.min(points.rows(), BANDWIDTH_POINTS);
    Matrix some =
        Matrix.of(n, ORDER, (i, j) -> points.get((int) ((long) i * points.rows() / n), j));
    try (Workers one = new Workers(1)) {
      return Bandwidth.estimate(some, options.quantile, one);
    }
  }

  private static List<Double> coordinates(Matrix centres, int k) {
    return IntStream.range(0, ORDER).mapToObj(j -> (double) centres.get(k, j)).toList();
  }

  /** All clusters, slice by slice. */
  public List<Cluster> clusters() {
    return clusters;
  }

  /** How many clusters there are, maybe none. */
  public int size() {
    return clusters.size();
  }

  /**
   * The share of clusters at whose centre one unit has nine tenths of the activity or more, from 0
   * to 1; what they decode to is what that unit draws by itself.
   */
  public double loneShare() {
    long lone = clusters.stream().filter(Landscape::isLone).count();
    return lone / (double) Math.max(1, size());
  }

  private static boolean isLone(Cluster c) {
    double sum = c.centre().stream().mapToDouble(a -> a).sum();
    return c.centre().stream().anyMatch(a -> a >= NEARLY_ALL * sum);
  }

  /** How many slices have a cluster. */
  public int slices() {
    return slices.size();
  }

  /** Units of a code. */
  public int latent() {
    return latent;
  }

  /** How many images were encoded. */
  public int images() {
    return images;
  }

  /** The centres as codes {@code [size, latent]}, in the order of {@link #clusters}. */
  public Matrix centres() {
    return placed(IntStream.range(0, size()).boxed().toList(), i -> clusters.get(i).centre());
  }

  /** Codes that are 0 but for the slices of these clusters, where {@code at} tells the values. */
  Matrix placed(List<Integer> chosen, IntFunction<List<Double>> at) {
    float[] values = new float[Math.multiplyExact(chosen.size(), latent)];
    for (int i = 0; i < chosen.size(); i++) {
      List<Integer> units = clusters.get(chosen.get(i)).units();
      List<Double> place = at.apply(i);
      for (int j = 0; j < ORDER; j++) {
        values[i * latent + units.get(j)] = place.get(j).floatValue();
      }
    }
    return Matrix.wrap(chosen.size(), latent, values);
  }
}
