package engram.analysis;

import engram.base.Check;
import engram.base.EngramException;
import engram.math.Matrix;
import engram.math.Neighbours;
import engram.math.Workers;
import java.util.Arrays;

/**
 * Points and their places in a t-SNE map, into which new points can be put.
 *
 * <p>Each new point moves by itself and the map stays: the place of a point does not depend on
 * those that come with it (Poličar, Stražar and Zupan 2023).
 */
public final class TsneMap {
  private static final int ITERATIONS = 250;
  private static final double MOMENTUM = 0.8;
  private static final float RATE = 0.8f;
  private static final int START_FROM = 15;

  private final Matrix points;
  private final Matrix places;
  private final double perplexity;

  private TsneMap(Matrix points, Matrix places, double perplexity) {
    this.points = points;
    this.places = places;
    this.perplexity = perplexity;
  }

  /** The rows of {@code points} at the rows of {@code places}, of 2 or 3 columns. */
  public static TsneMap of(Matrix points, Matrix places, double perplexity) {
    Check.require(
        points.rows() == places.rows(), points.rows() + " points but " + places.rows() + " places");
    Check.within("components", places.columns(), 2, 3);
    Tsne.requirePerplexity(perplexity, points.rows(), points.rows());
    return new TsneMap(points, places, perplexity);
  }

  /** What was mapped: {@code [n, d]}. */
  public Matrix points() {
    return points;
  }

  /** Where it lies: {@code [n, components]}. */
  public Matrix places() {
    return places;
  }

  /** How many neighbours counted. */
  public double perplexity() {
    return perplexity;
  }

  /** The places of the rows of {@code more}, on {@code threads} threads; any number, same bits. */
  public Matrix transform(Matrix more, int threads) {
    if (more.columns() != points.columns()) {
      throw EngramException.usage(
          "points must have %d columns as those of the map, got %d"
              .formatted(points.columns(), more.columns()));
    }
    try (Workers workers = new Workers(threads)) {
      Neighbours near = Neighbours.of(more, points, Perplexity.neighbours(perplexity), workers);
      float[] p = new Perplexity(perplexity).probabilities(near, workers);
      float[] y = start(near);
      settle(y, near, p, workers);
      return Matrix.wrap(more.rows(), places.columns(), y);
    }
  }

  /** The median of the nearest neighbours' places, coordinate by coordinate. */
  private float[] start(Neighbours near) {
    int dimensions = places.columns();
    float[] y = new float[near.size() * dimensions];
    float[] around = new float[Math.min(START_FROM, near.k())];
    for (int i = 0; i < y.length; i++) {
      for (int r = 0; r < around.length; r++) {
        around[r] = places.get(near.index(i / dimensions, r), i % dimensions);
      }
      Arrays.sort(around);
      y[i] = around[around.length / 2];
    }
    return y;
  }

  private void settle(float[] y, Neighbours near, float[] p, Workers workers) {
    int dimensions = places.columns();
    float[] still = new float[places.rows() * dimensions];
    places.buffer().get(still);
    Repulsion repulsion = Repulsion.of(places.rows(), dimensions);
    repulsion.sources(still, workers);
    float[] force = new float[y.length];
    float[] velocity = new float[y.length];
    double[] sums = new double[near.size()];
    for (int step = 0; step < ITERATIONS; step++) {
      repulsion.at(y, force, sums, workers);
      workers.eachStretch(
          near.size(),
          256,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              pull(i, y, near, p, force, sums[i]);
              for (int c = i * dimensions; c < (i + 1) * dimensions; c++) {
                velocity[c] = (float) MOMENTUM * velocity[c] - RATE * force[c];
                y[c] += velocity[c];
              }
            }
          });
    }
  }

  /** Turns the push on point {@code i} into a quarter of the gradient of its KL divergence. */
  private void pull(int i, float[] y, Neighbours near, float[] p, float[] force, double sum) {
    int dimensions = places.columns();
    int at = i * dimensions;
    for (int c = at; c < at + dimensions; c++) {
      force[c] = (float) (-force[c] / sum);
    }
    for (int r = 0; r < near.k(); r++) {
      int j = near.index(i, r);
      float square = 1;
      for (int d = 0; d < dimensions; d++) {
        float apart = y[at + d] - places.get(j, d);
        square += apart * apart;
      }
      float pull = p[i * near.k() + r] / square;
      for (int d = 0; d < dimensions; d++) {
        force[at + d] += pull * (y[at + d] - places.get(j, d));
      }
    }
  }
}
