package engram.analysis;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Seed;
import engram.math.Matrix;
import engram.math.Neighbours;
import engram.math.Workers;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * t-distributed stochastic neighbour embedding: a map in two or three dimensions in which points
 * near each other stay near (van der Maaten and Hinton 2008).
 *
 * <p>Neighbours are exact; the repulsion of many points is summed on a grid in the plane (Linderman
 * et al. 2019) and by a tree in space (van der Maaten 2014). The map starts from the principal
 * components (Kobak and Berens 2019). The result is the same, bit for bit, for the same seed on any
 * number of threads.
 */
public final class Tsne {
  private static final double START = 1e-4;
  private static final double SLOW = 0.5;
  private static final double FAST = 0.8;
  private static final int EVERY = 50;
  private static final double LEAST_RATE = 200;
  private static final long MOST_NEIGHBOURS = 200_000_000;

  /** A principal component below this share of the first is noise that a random start replaces. */
  private static final double FLAT = 1e-8;

  /**
   * How to make a map.
   *
   * @param components dimensions of the map, 2 or 3
   * @param perplexity how many neighbours count, at least 1, at most a third of the other points
   * @param iterations steps of the descent, at least 1
   * @param exaggeration what attraction is multiplied by at first, at least 1
   * @param exaggerated how many of the iterations are exaggerated; never more than a third of them
   * @param learningRate above 0; empty for n divided by the exaggeration of the moment, at least
   *     200 (Belkina et al. 2019)
   * @param seed of the start where principal components do not give one
   * @param threads 1 to 1024; the result does not depend on it
   */
  public record Options(
      int components,
      double perplexity,
      int iterations,
      double exaggeration,
      int exaggerated,
      OptionalDouble learningRate,
      Seed seed,
      int threads) {
    public Options {
      Check.within("components", components, 2, 3);
      Check.within("perplexity", perplexity, 1, 1e6);
      Check.within("iterations", iterations, 1, 1_000_000);
      Check.within("exaggeration", exaggeration, 1, 1000);
      Check.within("exaggerated", exaggerated, 0, 1_000_000);
      learningRate.ifPresent(rate -> Check.within("learningRate", rate, 1e-6, 1e9));
    }

    /** Two dimensions, perplexity 30, 750 iterations, the first 250 exaggerated 12 times. */
    public static Options defaults() {
      int threads = Runtime.getRuntime().availableProcessors();
      return new Options(2, 30, 750, 12, 250, OptionalDouble.empty(), new Seed(1), threads);
    }

    /** The same in {@code count} dimensions. */
    public Options withComponents(int count) {
      return new Options(
          count, perplexity, iterations, exaggeration, exaggerated, learningRate, seed, threads);
    }

    /** The same with {@code other}. */
    public Options withPerplexity(double other) {
      return new Options(
          components, other, iterations, exaggeration, exaggerated, learningRate, seed, threads);
    }

    /** The same with {@code count} steps. */
    public Options withIterations(int count) {
      return new Options(
          components, perplexity, count, exaggeration, exaggerated, learningRate, seed, threads);
    }

    /** The same with {@code other}. */
    public Options withSeed(Seed other) {
      return new Options(
          components,
          perplexity,
          iterations,
          exaggeration,
          exaggerated,
          learningRate,
          other,
          threads);
    }

    /** The same on {@code count} threads. */
    public Options withThreads(int count) {
      return new Options(
          components, perplexity, iterations, exaggeration, exaggerated, learningRate, seed, count);
    }

    private int early() {
      return Math.min(exaggerated, iterations / 3);
    }

    private double rate(int n, boolean early) {
      return learningRate.orElse(Math.max(LEAST_RATE, early ? n / exaggeration : n));
    }
  }

  /**
   * How far a map is.
   *
   * @param iteration steps taken
   * @param klNats KL(P || Q) in nats, without exaggeration
   * @param gradientNorm Euclidean norm of the gradient, exaggerated while the map is
   * @param map the places so far
   */
  public record Progress(int iteration, double klNats, double gradientNorm, Matrix map) {}

  private final TsneMap map;
  private final Progress last;

  private Tsne(TsneMap map, Progress last) {
    this.map = map;
    this.last = last;
  }

  /** The map of the rows of {@code x}. */
  public static Tsne fit(Matrix x, Options options) {
    return fit(x, options, progress -> {});
  }

  /** The map of the rows of {@code x}; {@code listener} sees it every 50 steps and at the end. */
  public static Tsne fit(Matrix x, Options options, Consumer<Progress> listener) {
    requirePerplexity(options.perplexity, x.rows(), x.rows() - 1);
    try (Workers workers = new Workers(options.threads)) {
      float[] y = start(x, options);
      Progress last =
          descend(y, affinities(x, options.perplexity, workers), options, listener, workers);
      return new Tsne(TsneMap.of(x, last.map, options.perplexity), last);
    }
  }

  /** Refuses a perplexity that {@code others} neighbours cannot have. */
  static void requirePerplexity(double perplexity, int n, int others) {
    long most = Math.max(1, MOST_NEIGHBOURS / ((long) Perplexity.neighbours(1) * n));
    if (others >= Perplexity.neighbours(perplexity) && perplexity > most) {
      throw EngramException.usage(
          "perplexity must be at most %d for %d points, as %d neighbours are remembered in all, got %s"
              .formatted(most, n, MOST_NEIGHBOURS, Check.number(perplexity)));
    }
    if (others < 1 || Perplexity.neighbours(perplexity) > others) {
      throw EngramException.usage(
          others < Perplexity.neighbours(1)
              ? "t-SNE needs at least 4 points, got " + n
              : "perplexity must be in [1, %d] for %d points (a third of the others), got %s"
                  .formatted(others / Perplexity.neighbours(1), n, Check.number(perplexity)));
    }
  }

  static Affinities affinities(Matrix x, double perplexity, Workers workers) {
    Neighbours near = Neighbours.among(x, Perplexity.neighbours(perplexity), workers);
    return Affinities.of(near, new Perplexity(perplexity).probabilities(near, workers), workers);
  }

  /** Principal components of which the first has standard deviation 1e-4; noise where flat. */
  private static float[] start(Matrix x, Options options) {
    int axes = Math.min(options.components, Math.min(x.rows(), x.columns()));
    Pca pca = Pca.fit(x, Pca.Options.of(axes).withSeed(options.seed).withThreads(options.threads));
    double[] variances = Arrays.copyOf(pca.variances(), options.components);
    float[] y = new float[x.rows() * options.components];
    if (variances[0] == 0) {
      return y;
    }
    Matrix z = pca.transform(x, options.threads);
    SplittableRandom random = options.seed.child("start").random();
    double scale = START / Math.sqrt(variances[0]);
    for (int i = 0; i < y.length; i++) {
      int axis = i % options.components;
      boolean flat = variances[axis] <= FLAT * variances[0];
      y[i] =
          (float)
              (flat ? START * random.nextGaussian() : scale * z.get(i / options.components, axis));
    }
    return y;
  }

  private static Progress descend(
      float[] y, Affinities p, Options options, Consumer<Progress> listener, Workers workers) {
    int dimensions = options.components;
    MapForces forces = new MapForces(p, dimensions, Repulsion.of(p.size(), dimensions));
    Descent descent = new Descent(y, dimensions);
    float[] gradient = new float[y.length];
    for (int step = 0; ; step++) {
      boolean early = step < options.early();
      double z = forces.gradient(y, early ? options.exaggeration : 1, gradient, workers);
      boolean end = step == options.iterations;
      if (end || (step > 0 && step % EVERY == 0)) {
        Matrix places = Matrix.wrap(p.size(), dimensions, y.clone());
        double kl = forces.divergence(y, z, workers);
        Progress progress = new Progress(step, kl, 4 * norm(gradient), places);
        listener.accept(progress);
        if (end) {
          return progress;
        }
      }
      double rate = options.rate(p.size(), early);
      descent.step(gradient, early ? SLOW : FAST, rate, workers);
    }
  }

  private static double norm(float[] gradient) {
    double square = 0;
    for (float g : gradient) {
      square += (double) g * g;
    }
    return Math.sqrt(square);
  }

  /** The points with their places. */
  public TsneMap map() {
    return map;
  }

  /** KL(P || Q) in nats. */
  public double klNats() {
    return last.klNats;
  }

  /** Euclidean norm of the gradient at the end. */
  public double gradientNorm() {
    return last.gradientNorm;
  }
}
