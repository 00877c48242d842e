package engram.analysis;

import engram.math.Workers;
import java.util.Arrays;

/** Repulsion summed over all pairs. */
final class ExactRepulsion implements Repulsion {
  /** Up to so many points nothing is faster. */
  static final int FEW = 400;

  private static final int BLOCK = 64;

  private final int dimensions;
  private float[] y = {};

  ExactRepulsion(int dimensions) {
    this.dimensions = dimensions;
  }

  @Override
  public void sources(float[] points, Workers workers) {
    y = points.clone();
  }

  @Override
  public void at(float[] places, float[] force, double[] sums, Workers workers) {
    workers.eachStretch(
        sums.length,
        BLOCK,
        (from, to) -> {
          double[] sum = new double[dimensions];
          for (int i = from; i < to; i++) {
            Arrays.fill(sum, 0);
            sums[i] = sum(places, i * dimensions, sum);
            for (int d = 0; d < dimensions; d++) {
              force[i * dimensions + d] = (float) sum[d];
            }
          }
        });
  }

  private double sum(float[] places, int at, double[] sum) {
    double all = 0;
    for (int j = 0; j < y.length; j += dimensions) {
      double square = 1;
      for (int d = 0; d < dimensions; d++) {
        double apart = places[at + d] - y[j + d];
        square += apart * apart;
      }
      double w = 1 / square;
      all += w;
      for (int d = 0; d < dimensions; d++) {
        sum[d] += w * w * (places[at + d] - y[j + d]);
      }
    }
    return all;
  }
}
