package engram.report;

import engram.math.Matrix;
import engram.math.Moments;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * The density of points over a plane, by a Gaussian kernel whose width follows Scott's rule (1992),
 * at the corners of square cells.
 *
 * @param x scale of the first coordinate
 * @param y scale of the second
 * @param density share of the points per unit of area, at corner (i, j)
 * @param third mean of the third coordinate around corner (i, j)
 */
record DensityGrid(Range x, Range y, Matrix density, Matrix third) {
  /** Cells along each side. */
  static final int CELLS = 40;

  /** The density of {@code points} [n, 3] over {@code x} and {@code y}. */
  static DensityGrid of(Matrix points, Range x, Range y) {
    double[][] density = new double[CELLS + 1][CELLS + 1];
    double[][] third = new double[CELLS + 1][CELLS + 1];
    double widthX = bandwidth(points.column(0), x);
    double widthY = bandwidth(points.column(1), y);
    for (int k = 0; k < points.rows(); k++) {
      double[] atX = kernel(points.get(k, 0), x, widthX);
      double[] atY = kernel(points.get(k, 1), y, widthY);
      for (int i = 0; i <= CELLS; i++) {
        for (int j = 0; j <= CELLS; j++) {
          density[i][j] += atX[i] * atY[j] / points.rows();
          third[i][j] += atX[i] * atY[j] / points.rows() * points.get(k, 2);
        }
      }
    }
    return new DensityGrid(
        x,
        y,
        Matrix.of(CELLS + 1, CELLS + 1, (i, j) -> (float) density[i][j]),
        Matrix.of(CELLS + 1, CELLS + 1, (i, j) -> (float) ratio(third[i][j], density[i][j])));
  }

  private static double ratio(double a, double b) {
    return b == 0 ? 0 : a / b;
  }

  /** Scott's rule in two dimensions, but no narrower than a cell, which would show its points. */
  private static double bandwidth(float[] values, Range range) {
    double scott =
        Math.sqrt(Moments.variance(values)) * Math.pow(Math.max(1, values.length), -1.0 / 6);
    return Math.max(scott, (range.high() - range.low()) / CELLS);
  }

  private static double[] kernel(double value, Range range, double width) {
    double[] at = new double[CELLS + 1];
    for (int i = 0; i <= CELLS; i++) {
      double z = (place(range, i) - value) / width;
      at[i] = Math.exp(-z * z / 2) / (width * Math.sqrt(2 * Math.PI));
    }
    return at;
  }

  private static double place(Range range, int i) {
    return range.low() + (range.high() - range.low()) * i / CELLS;
  }

  double atX(int i) {
    return place(x, i);
  }

  double atY(int j) {
    return place(y, j);
  }

  /** The highest density. */
  double peak() {
    FloatBuffer all = density.buffer();
    return IntStream.range(0, all.limit()).mapToDouble(all::get).max().orElse(0);
  }

  /** The mean density over a cell. */
  double cell(int i, int j) {
    return mean(density, i, j);
  }

  /** The mean of the third coordinate over a cell. */
  double cellThird(int i, int j) {
    return mean(third, i, j);
  }

  private static double mean(Matrix corners, int i, int j) {
    return (corners.get(i, j)
            + corners.get(i + 1, j)
            + corners.get(i, j + 1)
            + corners.get(i + 1, j + 1))
        / 4;
  }
}
