package engram.analysis;

import engram.math.Neighbours;
import engram.math.Workers;

/**
 * Probabilities of neighbours whose entropy is the same for every point (van der Maaten and Hinton
 * 2008, equation 1).
 *
 * <pre>
 * p_j|i = exp(-b_i d_ij^2) / sum_k exp(-b_i d_ik^2),   b_i such that exp(H(p_.|i)) = perplexity
 * </pre>
 */
final class Perplexity {
  private static final int BLOCK = 256;
  private static final int TRIES = 100;
  private static final double CLOSE = 1e-6;

  /** How many neighbours stand for all: three for each that counts. */
  private static final int WIDTH = 3;

  private final double entropy;

  Perplexity(double perplexity) {
    entropy = Math.log(perplexity);
  }

  /** How many neighbours a point needs. */
  static int neighbours(double perplexity) {
    return (int) (WIDTH * perplexity);
  }

  /** {@code p_j|i} of the neighbours of each point, in their order: {@code [n * k]}. */
  float[] probabilities(Neighbours near, Workers workers) {
    int k = near.k();
    float[] all = new float[near.size() * k];
    workers.eachStretch(
        near.size(),
        BLOCK,
        (from, to) -> {
          double[] squares = new double[k];
          double[] p = new double[k];
          for (int i = from; i < to; i++) {
            for (int r = 0; r < k; r++) {
              squares[r] = near.square(i, r) - near.square(i, 0);
            }
            fit(squares, p);
            for (int r = 0; r < k; r++) {
              all[i * k + r] = (float) p[r];
            }
          }
        });
    return all;
  }

  /** Newton's method on log b, halving where it leaves the bracket. */
  private void fit(double[] squares, double[] p) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double b = start(squares);
    for (int i = 0; i < TRIES; i++) {
      Moments m = weigh(squares, b, p);
      double over = m.entropy - entropy;
      if (Math.abs(over) < CLOSE) {
        break;
      }
      low = over > 0 ? b : low;
      high = over > 0 ? high : b;
      double next = b * Math.exp(Math.max(-2, Math.min(2, over / (b * b * m.variance))));
      boolean inside = next > low && next < high;
      b = inside ? next : high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * b;
    }
  }

  private static double start(double[] squares) {
    double mean = 0;
    for (double s : squares) {
      mean += s / squares.length;
    }
    return mean > 0 ? 1 / mean : 1;
  }

  private record Moments(double entropy, double variance) {}

  /** Sets {@code p} for {@code b}; entropy in nats, and the variance of the squared distance. */
  private static Moments weigh(double[] squares, double b, double[] p) {
    double sum = 0;
    double first = 0;
    double second = 0;
    for (int r = 0; r < p.length; r++) {
      double s = squares[r];
      p[r] = Math.exp(-b * s);
      sum += p[r];
      first += p[r] * s;
      second += p[r] * s * s;
    }
    for (int r = 0; r < p.length; r++) {
      p[r] /= sum;
    }
    double mean = first / sum;
    return new Moments(Math.log(sum) + b * mean, second / sum - mean * mean);
  }
}
