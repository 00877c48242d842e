package engram.analysis;

import engram.math.SplineGrid;
import engram.math.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Repulsion in the plane by Fourier transforms on a grid (Linderman et al. 2019, with cubic splines
 * for their polynomials).
 *
 * <p>The force is half the slope of {@code sum_j w(y - y_j)}, so one transform gives both. A
 * constant is taken from w first, since of a small map only differences matter. The grid's step
 * follows the size of the map, so that its kernel serves for many iterations.
 */
final class GridRepulsion implements Repulsion {
  private static final double WIDEST_STEP = 0.5;
  private static final int SMALLEST = 64;
  private static final int LARGEST = 2048;

  /** One grid serves while the map grows by so much. */
  private static final double RUNG = Math.pow(2, 0.125);

  private @Nullable SplineGrid grid;
  private int size;
  private double step;
  private double taken;
  private int n;

  @Override
  public void sources(float[] y, Workers workers) {
    n = y.length / 2;
    grid(span(y), workers).spread(y, n, workers);
  }

  private static double span(float[] y) {
    double span = 0;
    for (int d = 0; d < 2; d++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = d; i < y.length; i += 2) {
        low = Math.min(low, y[i]);
        high = Math.max(high, y[i]);
      }
      span = Math.max(span, (double) high - low);
    }
    return Math.max(span, Float.MIN_NORMAL);
  }

  private SplineGrid grid(double span, Workers workers) {
    int needed = SMALLEST;
    while (needed < LARGEST && SplineGrid.span(needed, WIDEST_STEP) < span) {
      needed *= 2;
    }
    double least = span / SplineGrid.span(needed, 1);
    double rung = Math.pow(RUNG, Math.ceil(Math.log(least / WIDEST_STEP) / Math.log(RUNG)));
    double wanted = WIDEST_STEP * rung;
    SplineGrid kept = grid;
    if (kept != null && needed == size && wanted == step) {
      return kept;
    }
    size = needed;
    step = wanted;
    double far = SplineGrid.span(size, step);
    taken = 1 / (1 + far * far);
    double middle = taken;
    SplineGrid fresh = new SplineGrid(size, step, s -> 1 / (1 + s) - middle, workers);
    grid = fresh;
    return fresh;
  }

  @Override
  public void at(float[] places, float[] force, double[] sums, Workers workers) {
    SplineGrid field = grid;
    if (field == null) {
      throw new IllegalStateException("no sources were set");
    }
    field.read(
        places,
        sums.length,
        (i, value, slopeX, slopeY) -> {
          sums[i] = value + n * taken;
          force[2 * i] = (float) (-0.5 * slopeX);
          force[2 * i + 1] = (float) (-0.5 * slopeY);
        },
        workers);
  }
}
