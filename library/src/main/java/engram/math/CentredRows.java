package engram.math;

import engram.base.Check;
import java.nio.FloatBuffer;
import java.util.stream.DoubleStream;

/**
 * The rows of a matrix with a centre taken from each; nothing is copied.
 *
 * <p>Products are summed in floats over short stretches and in doubles over these, block by block,
 * with the same bits whatever the number of threads.
 */
public final class CentredRows {
  private static final int STRETCH = 512;
  private static final int DEPTH = 192;
  private static final int MEAN_ROWS = 4096;

  private final Matrix matrix;
  private final float[] centre;

  private CentredRows(Matrix matrix, float[] centre) {
    Check.require(
        centre.length == matrix.columns(),
        matrix.columns() + " columns but a centre of " + centre.length);
    this.matrix = matrix;
    this.centre = centre;
  }

  /** The rows of {@code matrix} about {@code centre}, which the caller must not change. */
  public static CentredRows about(float[] centre, Matrix matrix) {
    return new CentredRows(matrix, centre);
  }

  /** The rows of {@code matrix}, at least one, about their mean. */
  public static CentredRows of(Matrix matrix, Workers workers) {
    return new CentredRows(matrix, mean(matrix, workers));
  }

  /** The columns of {@code matrix} as rows, each row about the mean of {@code matrix}'s rows. */
  public static CentredRows transposed(Matrix matrix, float[] centre, Workers workers) {
    CentredRows rows = about(centre, matrix);
    float[][] columns = new float[matrix.columns()][matrix.rows()];
    workers.eachStretch(
        rows.rows(), STRETCH, (from, to) -> rows.readColumns(from, to, 0, columns, from));
    float[] all = new float[Math.multiplyExact(matrix.rows(), matrix.columns())];
    workers.each(
        columns.length,
        j -> System.arraycopy(columns[j], 0, all, j * matrix.rows(), matrix.rows()));
    return about(new float[matrix.rows()], Matrix.wrap(matrix.columns(), matrix.rows(), all));
  }

  /** The sum of the squares of all values. */
  public double squares(Workers workers) {
    double[] sums = new double[Workers.blocks(rows(), MEAN_ROWS)];
    FloatBuffer values = values();
    workers.eachStretch(
        rows(),
        MEAN_ROWS,
        (from, to) -> {
          float[] row = new float[columns()];
          for (int i = from; i < to; i++) {
            read(values, i, 0, row.length, row);
            for (float v : row) {
              sums[from / MEAN_ROWS] += (double) v * v;
            }
          }
        });
    return DoubleStream.of(sums).sum();
  }

  private static float[] mean(Matrix x, Workers workers) {
    int d = x.columns();
    double[][] sums = new double[Workers.blocks(x.rows(), MEAN_ROWS)][d];
    FloatBuffer values = x.buffer();
    workers.eachStretch(
        x.rows(),
        MEAN_ROWS,
        (from, to) -> {
          float[] row = new float[d];
          double[] sum = sums[from / MEAN_ROWS];
          for (int i = from; i < to; i++) {
            values.get(i * d, row);
            for (int j = 0; j < d; j++) {
              sum[j] += row[j];
            }
          }
        });
    float[] mean = new float[d];
    for (int j = 0; j < d; j++) {
      double all = 0;
      for (double[] sum : sums) {
        all += sum[j];
      }
      mean[j] = (float) (all / x.rows());
    }
    return mean;
  }

  public int rows() {
    return matrix.rows();
  }

  public int columns() {
    return matrix.columns();
  }

  /** What is taken from each row; the caller must not change it. */
  public float[] centre() {
    return centre;
  }

  /** Reads columns {@code from} to before {@code from + width} of row {@code row}. */
  void read(FloatBuffer values, int row, int from, int width, float[] target) {
    values.get(row * columns() + from, target, 0, width);
    for (int j = 0; j < width; j++) {
      target[j] -= centre[from + j];
    }
  }

  /** The values of the matrix, for {@link #read}. */
  FloatBuffer values() {
    return matrix.buffer();
  }

  /**
   * Reads rows {@code from} to before {@code to}, column by column: {@code target[j][at + i]} is
   * row {@code from + i}, column {@code first + j}; columns beyond the last are left alone.
   */
  void readColumns(int from, int to, int first, float[][] target, int at) {
    FloatBuffer values = values();
    int width = Math.min(target.length, columns() - first);
    float[] row = new float[width];
    for (int i = from; i < to; i++) {
      read(values, i, first, width, row);
      for (int j = 0; j < width; j++) {
        target[j][at + i - from] = row[j];
      }
    }
  }

  /** The products {@code [n, k]} of each row with each of the rows of {@code weights [k, d]}. */
  public Matrix times(Matrix weights, Workers workers) {
    Check.require(
        weights.columns() == columns(),
        "rows of " + columns() + " values and weights of " + weights.columns());
    int k = weights.rows();
    float[] result = new float[Math.multiplyExact(rows(), k)];
    float[][][] pieces = pieces(weights);
    workers.eachStretch(
        rows(),
        STRETCH,
        (from, to) -> {
          double[][] sums = stretch(pieces, k, from, to);
          for (int i = from; i < to; i++) {
            for (int j = 0; j < k; j++) {
              result[i * k + j] = (float) sums[j][i - from];
            }
          }
        });
    return Matrix.wrap(rows(), k, result);
  }

  /** The products of rows {@code from} to before {@code to} with {@code k} weights, transposed. */
  private double[][] stretch(float[][][] pieces, int k, int from, int to) {
    double[][] sums = new double[k][to - from];
    float[][] block = new float[pieces[0][0].length][to - from];
    float[][] part = new float[k][to - from];
    for (int p = 0; p < pieces.length; p++) {
      readColumns(from, to, p * DEPTH, block, 0);
      Kernel.add(part, pieces[p], block);
      Kernel.moveInto(sums, part);
    }
    return sums;
  }

  /** {@code weights} in pieces of {@link #DEPTH} columns, filled up with zeros. */
  private static float[][][] pieces(Matrix weights) {
    int count = Workers.blocks(weights.columns(), DEPTH);
    int depth = Math.min(DEPTH, Kernel.padded(weights.columns()));
    float[][][] pieces = new float[count][weights.rows()][depth];
    for (int j = 0; j < weights.rows(); j++) {
      for (int k = 0; k < weights.columns(); k++) {
        pieces[k / DEPTH][j][k % DEPTH] = weights.get(j, k);
      }
    }
    return pieces;
  }
}
