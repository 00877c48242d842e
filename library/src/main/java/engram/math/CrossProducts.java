package engram.math;

import engram.base.Check;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Sums of products of columns: {@code A^T B} of two sets of equally many rows.
 *
 * <p>Tiles of the result are blocks of work. Products of {@value #DEPTH} rows are summed in floats,
 * these sums in doubles.
 */
public final class CrossProducts {
  private static final int TALL = 128;
  private static final int WIDE = 512;
  private static final int DEPTH = 192;

  private final CentredRows left;
  private final CentredRows right;
  private final boolean symmetric;
  private final double[][] result;

  private CrossProducts(CentredRows left, CentredRows right, boolean symmetric) {
    this.left = left;
    this.right = right;
    this.symmetric = symmetric;
    result = new double[left.columns()][right.columns()];
  }

  /** {@code A^T A}, symmetric to the bit: {@code [d][d]}. */
  public static double[][] gram(CentredRows a, Workers workers) {
    CrossProducts products = new CrossProducts(a, a, true);
    products.compute(workers);
    for (int i = 0; i < a.columns(); i++) {
      for (int j = 0; j < i; j++) {
        products.result[i][j] = products.result[j][i];
      }
    }
    return products.result;
  }

  /** {@code A^T B}: {@code [columns of a][columns of b]}. */
  public static double[][] of(CentredRows a, CentredRows b, Workers workers) {
    Check.require(a.rows() == b.rows(), "rows: " + a.rows() + " and " + b.rows());
    CrossProducts products = new CrossProducts(a, b, false);
    products.compute(workers);
    return products.result;
  }

  private void compute(Workers workers) {
    int tall = even(left.columns(), TALL);
    int wide = even(right.columns(), WIDE);
    int across = Workers.blocks(right.columns(), wide);
    int down = Workers.blocks(left.columns(), tall);
    workers.each(
        across * down,
        tile -> {
          int top = tile / across * tall;
          int first = tile % across * wide;
          int bottom = Math.min(left.columns(), top + tall);
          int last = Math.min(right.columns(), first + wide);
          if (!symmetric || last > top) {
            tile(top, bottom, first, last);
          }
        });
  }

  /** The size of the fewest tiles of at most {@code most} that cover {@code n} evenly. */
  private static int even(int n, int most) {
    int tiles = Workers.blocks(n, most);
    return Workers.blocks(n, tiles);
  }

  private void tile(int top, int bottom, int first, int last) {
    float[][] a = new float[bottom - top][DEPTH];
    float[][] b = new float[DEPTH][last - first];
    float[][] part = new float[bottom - top][last - first];
    double[][] sums = new double[bottom - top][last - first];
    for (int from = 0; from < left.rows(); from += DEPTH) {
      int to = Math.min(left.rows(), from + DEPTH);
      left.readColumns(from, to, top, a, 0);
      readRows(from, to, first, b);
      clearFrom(to - from, a, b);
      for (int i = 0; i < a.length; i++) {
        Kernel.addRow(part[i], a[i], b, symmetric ? Math.max(0, top + i - first) : 0);
      }
      Kernel.moveInto(sums, part);
    }
    for (int i = top; i < bottom; i++) {
      System.arraycopy(sums[i - top], 0, result[i], first, last - first);
    }
  }

  private void readRows(int from, int to, int first, float[][] target) {
    FloatBuffer values = right.values();
    for (int i = from; i < to; i++) {
      right.read(values, i, first, target[0].length, target[i - from]);
    }
  }

  /** Forgets what the last full block left behind in a shorter one. */
  private static void clearFrom(int depth, float[][] a, float[][] b) {
    for (int k = depth; k < DEPTH; k++) {
      Arrays.fill(b[k], 0);
      for (float[] row : a) {
        row[k] = 0;
      }
    }
  }
}
