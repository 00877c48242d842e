package engram.cli;

import engram.analysis.Confusion;
import engram.analysis.landscape.Landscape;
import engram.analysis.landscape.LandscapeMatch;
import engram.analysis.landscape.LandscapeQuality;
import engram.analysis.landscape.Paths;
import engram.analysis.landscape.SparseStructure;
import engram.analysis.landscape.Spheres;
import engram.base.Check;
import engram.base.EngramException;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.math.Matrix;
import engram.math.Moments;
import engram.train.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The landscape of one run: its clusters, what they decode to and, with a judge, what that is read
 * as.
 *
 * @param label tells it from other runs of the table
 * @param seconds that finding the landscape took, without encoding and decoding
 * @param images the decoded centres, one per cluster
 * @param flow images along the way outwards from some centres
 * @param read null without a judge
 */
record Survey(
    String run,
    String label,
    ImageShape shape,
    SparseStructure structure,
    Landscape landscape,
    double seconds,
    Matrix images,
    Flow flow,
    @Nullable Reading read) {
  private static final int FOLLOWED = 500;
  private static final List<Double> RADII =
      IntStream.rangeClosed(0, 10).mapToObj(r -> r / 10.0).toList();
  private static final int POSITIONS = 4;
  private static final int WAYS = 200;
  private static final int STEPS = 21;

  /**
   * Decoded codes on spheres of growing radius around centres: of each cluster the centre first,
   * one random place on each sphere, and the code of zeros last.
   */
  record Flow(List<Integer> clusters, Matrix images) {
    private static final int SHOWN = 10;

    static Flow of(OpenRun run, Landscape landscape, List<Integer> clusters, Seed seed) {
      Spheres spheres = new Spheres(landscape, clusters, RADII, 1, seed.child("flow"));
      Matrix codes = spheres.codes();
      int wide = RADII.size();
      Matrix withZeros =
          Matrix.of(
              clusters.size() * (wide + 1),
              codes.columns(),
              (i, j) ->
                  i % (wide + 1) == wide
                      ? 0
                      : codes.get(i / (wide + 1) * wide + i % (wide + 1), j));
      return new Flow(clusters, Evaluation.decode(run.model(), withZeros));
    }

    /** The surest cluster of each class; the largest ones without a judge. */
    static List<Integer> chosen(Landscape landscape, @Nullable Reading read) {
      List<Integer> all = IntStream.range(0, landscape.size()).boxed().toList();
      if (read == null) {
        return all.subList(0, Math.min(SHOWN, all.size()));
      }
      Matrix p = read.probabilities();
      return IntStream.range(0, p.columns())
          .mapToObj(
              c ->
                  all.stream()
                      .filter(i -> Confusion.mostProbable(p, i) == c)
                      .max(Comparator.comparingDouble(i -> p.get(i, c))))
          .flatMap(Optional::stream)
          .limit(2 * SHOWN)
          .toList();
    }

    int wide() {
      return RADII.size() + 1;
    }
  }

  /** A share of decoded codes that keep the class of their origin, at a place between 0 and 1. */
  record Kept(double at, double share) {}

  /**
   * What the judge said.
   *
   * @param by its run
   * @param classNames of the classes, in order
   * @param probabilities of each class for each centre
   * @param spheres against radius, from the centre (0) to the code of zeros (1)
   * @param alike along straight ways between centres of one class
   * @param apart the same between centres of two classes
   */
  record Reading(
      String by,
      List<String> classNames,
      Matrix probabilities,
      LandscapeQuality quality,
      List<Kept> spheres,
      List<Kept> alike,
      List<Kept> apart) {}

  static Survey of(
      OpenRun run, DataSet images, Landscape.Options options, @Nullable Judge judge, Seed seed) {
    Matrix codes = Evaluation.encode(run.model(), images);
    long start = System.nanoTime();
    Landscape landscape = Landscape.of(codes, options);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (landscape.size() == 0) {
      long live =
          IntStream.range(0, codes.columns())
              .filter(j -> Moments.mean(codes.column(j)) > 0)
              .count();
      if (live < 3) {
        throw EngramException.usage(
            "only %d of the %d units of %s are ever on; a landscape needs 3"
                .formatted(live, codes.columns(), run.folder().id()));
      }
      throw EngramException.usage(
          "no cluster of %s holds a share of %s of the %d images in a slice of %s that covers %s of their activity; lower --cluster-share, --slice-share or --covered"
              .formatted(
                  run.folder().id(),
                  Check.number(options.clusterShare()),
                  images.size(),
                  Check.number(options.sliceShare()),
                  Check.number(options.covered())));
    }
    Matrix decoded = Evaluation.decode(run.model(), landscape.centres());
    Reading read = judge == null ? null : read(run, landscape, decoded, judge, seed);
    SparseStructure structure = SparseStructure.of(codes);
    Flow flow = Flow.of(run, landscape, Flow.chosen(landscape, read), seed);
    return new Survey(
        run.folder().id(),
        run.folder().label(),
        run.shape(),
        structure,
        landscape,
        seconds,
        decoded,
        flow,
        read);
  }

  private static Reading read(
      OpenRun run, Landscape landscape, Matrix decoded, Judge judge, Seed seed) {
    Matrix probabilities = judge.read(decoded);
    Spheres spheres = new Spheres(landscape, followed(landscape, seed), RADII, POSITIONS, seed);
    List<Double> kept =
        spheres.kept(probabilities, judge.read(Evaluation.decode(run.model(), spheres.codes())));
    return new Reading(
        judge.id(),
        judge.classNames(),
        probabilities,
        LandscapeQuality.of(probabilities),
        IntStream.range(0, RADII.size())
            .mapToObj(r -> new Kept(RADII.get(r), kept.get(r)))
            .toList(),
        ways(run, landscape, probabilities, judge, true, seed),
        ways(run, landscape, probabilities, judge, false, seed));
  }

  /** Some clusters, all if there are few: a landscape may have thousands. */
  private static List<Integer> followed(Landscape landscape, Seed seed) {
    int[] order = seed.child("followed").permutation(landscape.size());
    return IntStream.of(order).limit(FOLLOWED).sorted().boxed().toList();
  }

  private static List<Kept> ways(
      OpenRun run,
      Landscape landscape,
      Matrix probabilities,
      Judge judge,
      boolean alike,
      Seed seed) {
    Paths paths = Paths.between(landscape, probabilities, alike, WAYS, STEPS, seed);
    if (paths.pairs().isEmpty()) {
      return List.of();
    }
    List<Double> kept = paths.kept(judge.read(Evaluation.decode(run.model(), paths.codes())));
    return IntStream.range(0, STEPS)
        .mapToObj(s -> new Kept(s / (double) (STEPS - 1), kept.get(s)))
        .toList();
  }

  /** Numbers of the clusters of each slice, the largest first, {@code most} of each. */
  List<List<Integer>> rows(int most) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < landscape.size(); i++) {
      Landscape.Cluster c = landscape.clusters().get(i);
      if (c.rank() == 0) {
        rows.add(new ArrayList<>());
      }
      if (c.rank() < most) {
        rows.get(c.slice()).add(i);
      }
    }
    return rows;
  }

  /** How far this landscape and {@code other} show the same images. */
  LandscapeMatch match(Survey other) {
    return LandscapeMatch.of(side(), other.side());
  }

  private LandscapeMatch.Side side() {
    return new LandscapeMatch.Side(images, read == null ? null : read.probabilities());
  }
}
