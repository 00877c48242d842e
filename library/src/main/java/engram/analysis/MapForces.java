package engram.analysis;

import engram.math.Workers;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What pulls the points of a map together and pushes them apart.
 *
 * <pre>
 * C = KL(P || Q) = sum_ij p_ij log(p_ij / q_ij),   q_ij = w(y_i - y_j) / Z,   Z = sum_kl w(y_k - y_l)
 * 1/4 dC/dy_i = sum_j p_ij w (y_i - y_j) - 1/Z sum_j w^2 (y_i - y_j),   w(d) = 1 / (1 + |d|^2)
 * </pre>
 */
final class MapForces {
  private static final int BLOCK = 512;

  private final Affinities p;
  private final int dimensions;
  private final Repulsion repulsion;
  private final float[] push;
  private final double[] sums;
  private final double entropy;

  MapForces(Affinities p, int dimensions, Repulsion repulsion) {
    this.p = p;
    this.dimensions = dimensions;
    this.repulsion = repulsion;
    push = new float[p.size() * dimensions];
    sums = new double[p.size()];
    entropy = -sum(p);
  }

  private static double sum(Affinities p) {
    double sum = 0;
    for (int e = 0; e < p.start(p.size()); e++) {
      sum += p.value(e) > 0 ? p.value(e) * Math.log(p.value(e)) : 0;
    }
    return sum;
  }

  /** Sets {@code gradient} to a quarter of that of C with {@code pull} times P; gives Z. */
  double gradient(float[] y, double pull, float[] gradient, Workers workers) {
    repulsion.sources(y, workers);
    repulsion.at(y, push, sums, workers);
    double z = Math.max(Double.MIN_NORMAL, DoubleStream.of(sums).sum() - sums.length);
    workers.eachStretch(
        sums.length,
        BLOCK,
        (from, to) -> {
          if (dimensions == 2) {
            pullInPlane(from, to, y, gradient);
          } else {
            pull(from, to, y, gradient);
          }
          for (int i = from * dimensions; i < to * dimensions; i++) {
            gradient[i] = (float) (pull * gradient[i] - push[i] / z);
          }
        });
    return z;
  }

  private void pullInPlane(int from, int to, float[] y, float[] force) {
    for (int i = from; i < to; i++) {
      float x0 = y[2 * i];
      float x1 = y[2 * i + 1];
      float sum0 = 0;
      float sum1 = 0;
      int end = p.start(i + 1);
      for (int e = p.start(i); e < end; e++) {
        int j = 2 * p.other(e);
        float d0 = x0 - y[j];
        float d1 = x1 - y[j + 1];
        float pull = p.value(e) / (1 + d0 * d0 + d1 * d1);
        sum0 += pull * d0;
        sum1 += pull * d1;
      }
      force[2 * i] = sum0;
      force[2 * i + 1] = sum1;
    }
  }

  private void pull(int from, int to, float[] y, float[] force) {
    Arrays.fill(force, from * dimensions, to * dimensions, 0);
    for (int i = from; i < to; i++) {
      for (int e = p.start(i); e < p.start(i + 1); e++) {
        float pull = (float) (p.value(e) / (1 + square(y, i, p.other(e))));
        for (int d = 0; d < dimensions; d++) {
          force[i * dimensions + d] +=
              pull * (y[i * dimensions + d] - y[p.other(e) * dimensions + d]);
        }
      }
    }
  }

  private double square(float[] y, int i, int j) {
    double square = 0;
    for (int d = 0; d < dimensions; d++) {
      double apart = y[i * dimensions + d] - y[j * dimensions + d];
      square += apart * apart;
    }
    return square;
  }

  /** The divergence C in nats of a map whose Z is {@code z}; at least 0. */
  double divergence(float[] y, double z, Workers workers) {
    double[] parts = new double[Workers.blocks(p.size(), BLOCK)];
    workers.eachStretch(
        p.size(),
        BLOCK,
        (from, to) -> {
          double sum = 0;
          for (int i = from; i < to; i++) {
            for (int e = p.start(i); e < p.start(i + 1); e++) {
              sum += p.value(e) * Math.log1p(square(y, i, p.other(e)));
            }
          }
          parts[from / BLOCK] = sum;
        });
    return Math.max(0, DoubleStream.of(parts).sum() + Math.log(z) - entropy);
  }
}
