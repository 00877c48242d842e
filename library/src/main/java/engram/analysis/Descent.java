package engram.analysis;

import engram.math.Workers;
import java.util.Arrays;

/**
 * Gradient descent with momentum and a gain for each coordinate (Jacobs 1988), as van der Maaten
 * and Hinton use it; the map's mean stays at zero.
 */
final class Descent {
  private static final int BLOCK = 2048;
  private static final float MORE = 0.2f;
  private static final float LESS = 0.8f;
  private static final float LEAST = 0.01f;

  private final int dimensions;
  private final float[] y;
  private final float[] velocity;
  private final float[] gain;

  /** Moves {@code y}, whose points are of {@code dimensions}. */
  Descent(float[] y, int dimensions) {
    this.y = y;
    this.dimensions = dimensions;
    velocity = new float[y.length];
    gain = new float[y.length];
    Arrays.fill(gain, 1);
  }

  /** One step against {@code gradient}; its Euclidean norm. */
  double step(float[] gradient, double momentum, double rate, Workers workers) {
    int n = y.length / dimensions;
    double[][] sums = new double[Workers.blocks(n, BLOCK)][dimensions];
    double[] squares = new double[sums.length];
    workers.eachStretch(
        n,
        BLOCK,
        (from, to) -> {
          for (int i = from * dimensions; i < to * dimensions; i++) {
            squares[from / BLOCK] += (double) gradient[i] * gradient[i];
            move(i, gradient[i], (float) momentum, (float) rate);
            sums[from / BLOCK][i % dimensions] += y[i];
          }
        });
    double square = 0;
    double[] mean = new double[dimensions];
    for (int block = 0; block < sums.length; block++) {
      square += squares[block];
      for (int d = 0; d < dimensions; d++) {
        mean[d] += sums[block][d] / n;
      }
    }
    for (int i = 0; i < y.length; i++) {
      y[i] -= (float) mean[i % dimensions];
    }
    return Math.sqrt(square);
  }

  private void move(int i, float gradient, float momentum, float rate) {
    boolean onwards = gradient > 0 != velocity[i] > 0;
    gain[i] = Math.max(LEAST, onwards ? gain[i] + MORE : gain[i] * LESS);
    velocity[i] = momentum * velocity[i] - rate * gain[i] * gradient;
    y[i] += velocity[i];
  }
}
