package engram.math;

import engram.base.Check;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The nearest points of each of many points, by Euclidean distance: none that is left out is nearer
 * by more than a ten-thousandth of its squared distance.
 *
 * <p>Products of blocks of rows about the mean, {@code x y - |y|^2 / 2}, order the points; of the
 * best, and a few more for what floats blur, distances are then taken directly. Where floats may
 * blur more than that, as far from the mean, the distances to all points are. Equal distances go by
 * index.
 */
public final class Neighbours {
  private static final int BLOCK = 128;
  private static final double SLACK = 1e-4;

  /** Roundings of a sum of products, as a multiple of the root of their number. */
  private static final double ROUNDING = 4 * 0x1p-24;

  private final int k;
  private final int[] indices;
  private final float[] squares;

  private Neighbours(int n, int k) {
    this.k = k;
    indices = new int[Math.multiplyExact(n, k)];
    squares = new float[n * k];
  }

  /** The {@code k} nearest other rows of each row of {@code x}; k is below the number of rows. */
  public static Neighbours among(Matrix x, int k, Workers workers) {
    Check.within("k", k, 1, x.rows() - 1);
    return search(x, x, k, true, workers);
  }

  /** The {@code k} nearest rows of {@code points} of each row of {@code queries}. */
  public static Neighbours of(Matrix queries, Matrix points, int k, Workers workers) {
    Check.within("k", k, 1, points.rows());
    Check.require(
        queries.columns() == points.columns(),
        "points of " + points.columns() + " columns, queries of " + queries.columns());
    return search(queries, points, k, false, workers);
  }

  private static Neighbours search(
      Matrix queries, Matrix points, int k, boolean same, Workers workers) {
    Neighbours found = new Neighbours(queries.rows(), k);
    ProductTiles tiles = ProductTiles.of(points, workers);
    workers.eachStretch(
        queries.rows(),
        BLOCK,
        (from, to) -> {
          Best[] best = new Best[to - from];
          Arrays.setAll(best, i -> new Best(Math.min(k + (same ? 1 : 0), points.rows())));
          tiles.offer(queries, from, best);
          for (int i = from; i < to; i++) {
            found.settle(i, best[i - from].indices(), queries, points, same ? i : -1);
            float leftOut = best[i - from].leftOut();
            if (found.doubtful(i, leftOut, tiles.centre(), queries.row(i))) {
              long[] all = LongStream.range(0, points.rows()).toArray();
              found.settle(i, all, queries, points, same ? i : -1);
            }
          }
        });
    return found;
  }

  /** Orders the candidates of row {@code i} by their distance and keeps the nearest. */
  private void settle(int i, long[] keys, Matrix queries, Matrix points, int self) {
    float[] here = queries.row(i);
    int count = 0;
    for (long candidate : keys) {
      int j = (int) candidate;
      if (j != self) {
        keys[count++] = (long) Float.floatToIntBits(square(here, points, j)) << 32 | j;
      }
    }
    Arrays.sort(keys, 0, count);
    for (int r = 0; r < k; r++) {
      indices[i * k + r] = (int) keys[r];
      squares[i * k + r] = Float.intBitsToFloat((int) (keys[r] >> 32));
    }
  }

  /**
   * Whether a point that scored {@code leftOut} or less may be nearer than the last one found. Such
   * a point is no longer, about {@code centre}, than the row and that distance together.
   */
  private boolean doubtful(int i, float leftOut, float[] centre, float[] row) {
    double last = squares[i * k + k - 1];
    if (last == 0 || leftOut == Float.NEGATIVE_INFINITY) {
      return false;
    }
    double square = 0;
    for (int d = 0; d < row.length; d++) {
      double apart = row[d] - centre[d];
      square += apart * apart;
    }
    double length = Math.sqrt(square);
    double longest = length + Math.sqrt(last);
    double products = length * longest + longest * longest / 2;
    double error = ROUNDING * Math.sqrt(row.length + 1.0) * products;
    return square - 2 * (leftOut + error) < (1 - SLACK) * last;
  }

  private static float square(float[] here, Matrix points, int j) {
    double sum = 0;
    for (int d = 0; d < here.length; d++) {
      double apart = here[d] - points.get(j, d);
      sum += apart * apart;
    }
    return (float) sum;
  }

  /** How many neighbours each point has. */
  public int k() {
    return k;
  }

  /** How many points have neighbours. */
  public int size() {
    return indices.length / k;
  }

  /** The row of the neighbour of rank {@code r}, the nearest being 0, of point {@code i}. */
  public int index(int i, int r) {
    return indices[i * k + r];
  }

  /** The squared distance from point {@code i} to its neighbour of rank {@code r}. */
  public float square(int i, int r) {
    return squares[i * k + r];
  }
}
