package engram.probe;

import engram.math.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Rows of which most values are not zero. */
final class DenseRows implements Rows {
  private final float[][] rows;
  private final int columns;

  DenseRows(Matrix x, Standardiser standardiser) {
    Matrix z = standardiser.apply(x);
    rows = IntStream.range(0, z.rows()).mapToObj(z::row).toArray(float[][]::new);
    columns = z.columns();
  }

  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public double offset(int j) {
    return 0;
  }

  @Override
  public Reader reader(double[][] weights) {
    return new Block(weights);
  }

  /** One block as doubles, row by row and column by column, so that products add whole lines. */
  private final class Block implements Reader {
    private final double[][] weights;
    private final double[][] byRow = new double[BLOCK][columns];
    private final double[][] byColumn = new double[columns][BLOCK];
    private final double[] ofClass = new double[columns];
    private final double[] ofRows = new double[BLOCK];
    private final double[] ofColumns = new double[columns];
    private int loaded = -1;

    Block(double[][] weights) {
      this.weights = weights;
    }

    @Override
    public void scores(int block, double[][] scores) {
      load(block);
      for (int c = 0; c < weights[columns].length; c++) {
        for (int j = 0; j < columns; j++) {
          ofClass[j] = weights[j][c];
        }
        Arrays.fill(ofRows, weights[columns][c]);
        Kernels.addProducts(ofRows, ofClass, byColumn, columns);
        for (int b = 0; b < size(block); b++) {
          scores[b][c] = ofRows[b];
        }
      }
    }

    @Override
    public void addGradient(int block, double[][] r, double[][] gradient) {
      load(block);
      for (int c = 0; c < weights[columns].length; c++) {
        for (int b = 0; b < size(block); b++) {
          ofRows[b] = r[b][c];
        }
        Arrays.fill(ofColumns, 0);
        Kernels.addProducts(ofColumns, ofRows, byRow, size(block));
        for (int j = 0; j < columns; j++) {
          gradient[j][c] += ofColumns[j];
        }
      }
    }

    private void load(int block) {
      if (block == loaded) {
        return;
      }
      loaded = block;
      for (int b = 0; b < size(block); b++) {
        float[] row = rows[block * BLOCK + b];
        for (int j = 0; j < columns; j++) {
          byRow[b][j] = row[j];
          byColumn[j][b] = row[j];
        }
      }
    }
  }
}
