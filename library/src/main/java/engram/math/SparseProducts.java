package engram.math;

import engram.base.Check;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Products of the columns of a matrix that is mostly zeros, and of its rows with weights, without
 * work on zeros; for dense ones they are right too, but slower.
 *
 * <p>Products of columns are summed in floats over 128 rows, all else in doubles. Rows are cut into
 * parts by the shape of the matrix alone, so the bits do not depend on the number of threads.
 */
public final class SparseProducts {
  /** Above this share of values that are not 0, products of all values are faster. */
  private static final double DENSE = 0.3;

  /**
   * From a column that is filled in more than this share of the sample, the mean of the sample is
   * taken, so that what is constant becomes 0.
   */
  private static final double MOSTLY = 0.9;

  private static final int SAMPLED_ROWS = 1000;
  private static final int TILE = 128;
  private static final int MOST_PARTS = 8;
  private static final long DOUBLES_OF_ALL_PARTS = 1 << 24;
  private static final int STRETCH = 512;

  private SparseProducts() {}

  /** Mean and scatter of rows; the caller owns both. */
  public static final class Scatter {
    private final float[] mean;
    private final double[][] products;

    private Scatter(float[] mean, double[][] products) {
      this.mean = mean;
      this.products = products;
    }

    /** The mean of each column. */
    public float[] mean() {
      return mean;
    }

    /**
     * The sums {@code [d][d]} of the products of columns about their means, symmetric to the bit.
     */
    public double[][] products() {
      return products;
    }
  }

  /** Up to 1,000 rows from all over. */
  private static final class Sample {
    private final int[] filled;
    private final double[] totals;
    private int rows;

    Sample(Matrix x) {
      filled = new int[x.columns()];
      totals = new double[x.columns()];
      float[] row = new float[x.columns()];
      FloatBuffer all = x.buffer();
      int step = Math.max(1, Workers.blocks(x.rows(), SAMPLED_ROWS));
      for (int i = 0; i < x.rows(); i += step) {
        all.get(i * row.length, row);
        for (int j = 0; j < row.length; j++) {
          filled[j] += row[j] != 0 ? 1 : 0;
          totals[j] += row[j];
        }
        rows++;
      }
    }

    double share() {
      return IntStream.of(filled).asLongStream().sum() / ((double) rows * filled.length);
    }

    /** The mean where a column is hardly ever 0, or else 0. */
    float[] shift() {
      float[] shift = new float[filled.length];
      for (int j = 0; j < shift.length; j++) {
        shift[j] = filled[j] > MOSTLY * rows ? (float) (totals[j] / rows) : 0;
      }
      return shift;
    }
  }

  /** Whether few enough of the values are not 0, by up to 1,000 rows. */
  public static boolean pays(Matrix x) {
    return new Sample(x).share() <= DENSE;
  }

  /** Mean and scatter of the rows of {@code x}, at least one. */
  public static Scatter scatter(Matrix x, Workers workers) {
    long d = x.columns();
    float[] shift = new Sample(x).shift();
    long most = Math.max(1, Math.min(MOST_PARTS, DOUBLES_OF_ALL_PARTS / (d * (d + 1) / 2)));
    int rows = TILE * Workers.blocks(Workers.blocks(x.rows(), TILE), (int) most);
    Products[] parts = new Products[Workers.blocks(x.rows(), rows)];
    workers.eachStretch(
        x.rows(), rows, (from, to) -> parts[from / rows] = new Products(shift).with(x, from, to));
    for (int p = 1; p < parts.length; p++) {
      parts[0].add(parts[p]);
    }
    return parts[0].scatter(x.rows());
  }

  /** Lists where {@code row} is not 0; says how often. */
  private static int list(float[] row, int d, int[] filled) {
    int count = 0;
    for (int j = 0; j < d; j++) {
      filled[count] = j;
      count += row[j] != 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * Sums of shifted columns and of their products, of which {@code sums[i][j - i]} is that of i, j.
   */
  private static final class Products {
    private final float[] shift;
    private final double[][] sums;
    private final double[] totals;
    private final float[][] tile = new float[TILE][];
    private final int[] ends = new int[TILE];
    private final int[][] filled;
    private final int[] counts;
    private final int[] columns;
    private final float[] part;
    private int end;

    Products(float[] shift) {
      int d = shift.length;
      this.shift = shift;
      sums = new double[d][];
      Arrays.setAll(sums, i -> new double[d - i]);
      totals = new double[d];
      Arrays.setAll(tile, i -> new float[Kernel.whole(d)]);
      filled = new int[d][TILE];
      counts = new int[d];
      columns = new int[d];
      part = new float[Kernel.whole(d)];
    }

    Products with(Matrix x, int from, int to) {
      for (int i = from; i < to; i += TILE) {
        read(x, i, Math.min(to, i + TILE));
        for (int j = 0; j < end; j++) {
          if (counts[j] > 0) {
            multiply(j);
          }
        }
      }
      return this;
    }

    /** Reads a tile; of each column, lists the rows in which it is not 0. */
    private void read(Matrix x, int from, int to) {
      FloatBuffer all = x.buffer();
      int d = shift.length;
      end = 0;
      for (int i = from; i < to; i++) {
        float[] row = tile[i - from];
        all.get(i * d, row, 0, d);
        for (int j = 0; j < d; j++) {
          row[j] -= shift[j];
        }
        int count = list(row, d, columns);
        for (int k = 0; k < count; k++) {
          int j = columns[k];
          totals[j] += row[j];
          filled[j][counts[j]++] = i - from;
        }
        ends[i - from] = count == 0 ? 0 : columns[count - 1] + 1;
        end = Math.max(end, ends[i - from]);
      }
    }

    /** Adds the products of column {@code j} with those not before it. */
    private void multiply(int j) {
      int from = j / Kernel.WHOLE * Kernel.WHOLE;
      int[] rows = filled[j];
      int count = counts[j];
      for (int k = 0; k < count; k += Kernel.DEPTH) {
        int r0 = rows[k];
        int r1 = rows[Math.min(k + 1, count - 1)];
        int r2 = rows[Math.min(k + 2, count - 1)];
        int r3 = rows[Math.min(k + 3, count - 1)];
        float a0 = tile[r0][j];
        float a1 = k + 1 < count ? tile[r1][j] : 0;
        float a2 = k + 2 < count ? tile[r2][j] : 0;
        float a3 = k + 3 < count ? tile[r3][j] : 0;
        int last = Math.max(Math.max(ends[r0], ends[r1]), Math.max(ends[r2], ends[r3]));
        int to = Kernel.whole(last);
        Kernel.pass(part, a0, a1, a2, a3, tile[r0], tile[r1], tile[r2], tile[r3], from, to);
      }
      double[] sum = sums[j];
      for (int i = j; i < end; i++) {
        sum[i - j] += part[i];
      }
      Arrays.fill(part, from, Kernel.whole(end), 0);
      counts[j] = 0;
    }

    void add(Products other) {
      Vectors.add(totals, 1, other.totals);
      for (int i = 0; i < sums.length; i++) {
        Vectors.add(sums[i], 1, other.sums[i]);
      }
    }

    Scatter scatter(double n) {
      int d = shift.length;
      float[] mean = new float[d];
      double[][] products = new double[d][d];
      for (int i = 0; i < d; i++) {
        mean[i] = (float) (shift[i] + totals[i] / n);
        for (int j = i; j < d; j++) {
          products[i][j] = sums[i][j - i] - totals[i] * totals[j] / n;
          products[j][i] = products[i][j];
        }
      }
      return new Scatter(mean, products);
    }
  }

  /**
   * The products {@code [n, k]} of each row of {@code x}, less {@code centre}, with each of {@code
   * weights [k, d]}. Those of a row do not depend on other rows.
   */
  public static Matrix times(Matrix x, float[] centre, Matrix weights, Workers workers) {
    int d = x.columns();
    int k = weights.rows();
    Check.require(
        weights.columns() == d && centre.length == d,
        "rows of "
            + d
            + " values, centre of "
            + centre.length
            + ", weights of "
            + weights.columns());
    double[][] columns = new double[d + 1][k];
    double[] origin = new double[k];
    for (int j = 0; j < d; j++) {
      for (int c = 0; c < k; c++) {
        columns[j][c] = weights.get(c, j);
        origin[c] -= centre[j] * columns[j][c];
      }
    }
    float[] result = new float[Math.multiplyExact(x.rows(), k)];
    workers.eachStretch(
        x.rows(), STRETCH, (from, to) -> new Row(d).times(x, from, to, columns, origin, result));
    return Matrix.wrap(x.rows(), k, result);
  }

  /** One row and where it is not 0; a last value, always 0, fills up the steps of the kernel. */
  private static final class Row {
    private final float[] values;
    private final int[] filled;

    Row(int d) {
      values = new float[d + 1];
      filled = new int[d + Kernel.DEPTH];
    }

    void times(Matrix x, int from, int to, double[][] columns, double[] origin, float[] result) {
      FloatBuffer all = x.buffer();
      int d = x.columns();
      double[] sum = new double[origin.length];
      for (int i = from; i < to; i++) {
        all.get(i * d, values, 0, d);
        int count = list(values, d, filled);
        for (int k = count; k < Kernel.padded(count); k++) {
          filled[k] = d;
        }
        System.arraycopy(origin, 0, sum, 0, sum.length);
        for (int k = 0; k < count; k += Kernel.DEPTH) {
          int j0 = filled[k];
          int j1 = filled[k + 1];
          int j2 = filled[k + 2];
          int j3 = filled[k + 3];
          Kernel.pass(
              sum,
              values[j0],
              values[j1],
              values[j2],
              values[j3],
              columns[j0],
              columns[j1],
              columns[j2],
              columns[j3],
              0);
        }
        for (int c = 0; c < sum.length; c++) {
          result[i * sum.length + c] = (float) sum[c];
        }
      }
    }
  }
}
