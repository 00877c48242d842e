package engram.math;

import java.util.Arrays;

/**
 * Sums of products of the centred columns of a matrix that is mostly zeros: {@code (X - c)^T (X -
 * c)}, at a cost of the pairs of values in each row that are not 0.
 *
 * <p>{@code X^T X - c s^T - s c^T + n c c^T}, s the sums of the columns, all in doubles. Rows of
 * the result are blocks of work.
 */
public final class SparseGram {
  /** From this share of values that are not 0, products of all values are faster. */
  private static final double DENSE = 0.3;

  private static final int CHUNK = 4096;
  private static final int STRETCH = 16;

  private final Matrix x;
  private final double[][] sums;
  private final double[] totals;
  private final int[] starts = new int[CHUNK + 1];
  private int[] columns = {};
  private double[] values = {};

  private SparseGram(Matrix x) {
    this.x = x;
    sums = new double[x.columns()][x.columns()];
    totals = new double[x.columns()];
  }

  /** Whether few enough of the values are not 0. */
  public static boolean pays(Matrix x) {
    var all = x.buffer();
    long limit = (long) (DENSE * all.limit());
    long filled = 0;
    for (int i = 0; i < all.limit() && filled <= limit; i++) {
      filled += all.get(i) != 0 ? 1 : 0;
    }
    return filled <= limit;
  }

  /** The sums for {@code x} about {@code centre}, symmetric to the bit: {@code [d][d]}. */
  public static double[][] of(Matrix x, float[] centre, Workers workers) {
    SparseGram gram = new SparseGram(x);
    for (int from = 0; from < x.rows(); from += CHUNK) {
      int count = gram.read(from, Math.min(x.rows(), from + CHUNK));
      workers.eachStretch(x.columns(), STRETCH, (top, bottom) -> gram.add(count, top, bottom));
    }
    gram.centre(centre);
    return gram.sums;
  }

  /** Keeps what is not 0 in the rows from {@code from} to before {@code to}; says how many rows. */
  private int read(int from, int to) {
    int d = x.columns();
    var all = x.buffer();
    int filled = 0;
    for (int i = from; i < to; i++) {
      if (filled + d > columns.length) {
        int room = Math.max(2 * columns.length, filled + d);
        columns = Arrays.copyOf(columns, room);
        values = Arrays.copyOf(values, room);
      }
      for (int j = 0; j < d; j++) {
        float v = all.get(i * d + j);
        if (v != 0) {
          columns[filled] = j;
          values[filled++] = v;
          totals[j] += v;
        }
      }
      starts[i - from + 1] = filled;
    }
    return to - from;
  }

  /** Adds the products of columns {@code top} to before {@code bottom} with those not before. */
  private void add(int count, int top, int bottom) {
    for (int row = 0; row < count; row++) {
      int end = starts[row + 1];
      int at = Arrays.binarySearch(columns, starts[row], end, top);
      for (int a = at < 0 ? -at - 1 : at; a < end && columns[a] < bottom; a++) {
        double[] sum = sums[columns[a]];
        double v = values[a];
        for (int b = a; b < end; b++) {
          sum[columns[b]] += v * values[b];
        }
      }
    }
  }

  private void centre(float[] c) {
    double n = x.rows();
    for (int i = 0; i < c.length; i++) {
      for (int j = i; j < c.length; j++) {
        double left = (double) c[i] * totals[j] + totals[i] * c[j] - n * c[i] * c[j];
        sums[i][j] -= left;
        sums[j][i] = sums[i][j];
      }
    }
  }
}
