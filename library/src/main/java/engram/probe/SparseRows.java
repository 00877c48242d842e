package engram.probe;

import engram.math.Matrix;
import engram.math.Workers;
import java.util.Arrays;

/** Rows of which few values are not zero, in blocks; means are left as offsets, to keep zeros. */
final class SparseRows implements Rows {
  private final int count;
  private final Standardiser standardiser;
  private final Values[] rows;
  private final Values[] columns;

  SparseRows(Matrix x, Standardiser standardiser) {
    count = x.rows();
    this.standardiser = standardiser;
    int width = x.columns();
    int blocks = Workers.blocks(count, BLOCK);
    rows = new Values[blocks];
    columns = new Values[blocks];
    for (int block = 0; block < blocks; block++) {
      int first = block * BLOCK;
      int n = Math.min(BLOCK, count - first);
      Matrix.Element value = (b, j) -> standardiser.scaled(x.get(first + b, j), j);
      rows[block] = new Values(n, width, value);
      columns[block] = new Values(width, n, (j, b) -> value.at(b, j));
    }
  }

  /** The values that are not zero of {@code n} lines, one after the other, and their places. */
  private static final class Values {
    private final int[] start;
    private final int[] place;
    private final float[] value;

    Values(int n, int length, Matrix.Element element) {
      start = new int[n + 1];
      int[] places = new int[n * length];
      float[] values = new float[n * length];
      int at = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < length; j++) {
          float v = element.at(i, j);
          if (v != 0) {
            places[at] = j;
            values[at++] = v;
          }
        }
        start[i + 1] = at;
      }
      place = Arrays.copyOf(places, at);
      value = Arrays.copyOf(values, at);
    }

    /** Adds the product of line {@code i} with the rows of {@code factor} to {@code sum}. */
    void addProduct(int i, double[][] factor, double[] sum) {
      int p = start[i];
      for (; p + 3 < start[i + 1]; p += 4) {
        Kernels.addFour(
            sum,
            value[p],
            factor[place[p]],
            value[p + 1],
            factor[place[p + 1]],
            value[p + 2],
            factor[place[p + 2]],
            value[p + 3],
            factor[place[p + 3]]);
      }
      for (; p < start[i + 1]; p++) {
        Kernels.addOne(sum, value[p], factor[place[p]]);
      }
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int columns() {
    return standardiser.columns();
  }

  @Override
  public double offset(int j) {
    return standardiser.offset(j);
  }

  @Override
  public Reader reader(double[][] weights) {
    double[] biases = weights[columns()];
    return new Reader() {
      @Override
      public void scores(int block, double[][] scores) {
        for (int b = 0; b < size(block); b++) {
          System.arraycopy(biases, 0, scores[b], 0, biases.length);
          rows[block].addProduct(b, weights, scores[b]);
        }
      }

      @Override
      public void addGradient(int block, double[][] r, double[][] gradient) {
        for (int j = 0; j < columns(); j++) {
          columns[block].addProduct(j, r, gradient[j]);
        }
      }
    };
  }
}
