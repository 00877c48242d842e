package engram.math;

import java.util.Arrays;

/**
 * Sums over a square grid of values times a kernel of the distance, by Fourier transforms.
 *
 * <pre>
 * out[r][c] = sum_{s, t} in[s][t] K(|r - s|, |c - t|)
 * </pre>
 *
 * <p>Columns are padded with as many zeros. Rows need none: with weights {@code exp(i pi r / 2M)} a
 * transform of M complex numbers wraps around into the imaginary part, where it is left (the
 * right-angle convolution of Crandall and Fagin 1994).
 */
public final class GridConvolution {
  private static final int WIDTH = 64;

  private final int size;
  private final int width;
  private final Fft rows;
  private final Fft columns;
  private final float[] cos;
  private final float[] sin;
  private final float[][] re;
  private final float[][] im;
  private final Slab[] scratch;
  private final Slab[] kernel;

  /** A kernel of the distance in rows and in columns, each from 0 to below the size of the grid. */
  @FunctionalInterface
  public interface Kernel {
    double at(int rows, int columns);
  }

  /** Transforms of {@code width} columns, or of rows that lie as columns. */
  private static final class Slab {
    private final float[][] re;
    private final float[][] im;

    Slab(int length, int width) {
      re = new float[length][width];
      im = new float[length][width];
    }
  }

  /** Sums over grids of {@code size x size}, a power of two of at least 2. */
  public GridConvolution(int size, Kernel kernel, Workers workers) {
    this.size = size;
    width = Math.min(WIDTH, size);
    rows = new Fft(size);
    columns = new Fft(2 * size);
    cos = new float[size];
    sin = new float[size];
    for (int r = 0; r < size; r++) {
      cos[r] = (float) Math.cos(Math.PI * r / (2 * size));
      sin[r] = (float) Math.sin(Math.PI * r / (2 * size));
    }
    re = new float[size][size];
    im = new float[size][size];
    scratch = slabs();
    this.kernel = slabs();
    prepare(folded(kernel, workers), workers);
  }

  private Slab[] slabs() {
    Slab[] slabs = new Slab[size / width];
    Arrays.setAll(slabs, b -> new Slab(2 * size, width));
    return slabs;
  }

  /** The kernel of all columns, its negative rows folded into the imaginary part, weighted. */
  private Slab folded(Kernel kernel, Workers workers) {
    Slab all = new Slab(size, 2 * size);
    double scale = 0.5 / size / size;
    workers.each(
        size,
        r -> {
          for (int c = 0; c < 2 * size; c++) {
            int across = Math.min(c, 2 * size - c);
            boolean outside = across == size;
            double real = outside ? 0 : scale * kernel.at(r, across);
            double imaginary = outside || r == 0 ? 0 : -scale * kernel.at(size - r, across);
            all.re[r][c] = (float) (real * cos[r] - imaginary * sin[r]);
            all.im[r][c] = (float) (real * sin[r] + imaginary * cos[r]);
          }
        });
    return all;
  }

  private void prepare(Slab folded, Workers workers) {
    rows.forward(folded.re, folded.im);
    workers.each(
        kernel.length,
        b -> {
          transpose(folded.re, b * width, kernel[b].re, 2 * size);
          transpose(folded.im, b * width, kernel[b].im, 2 * size);
          columns.forward(kernel[b].re, kernel[b].im);
        });
  }

  /** {@code target[c][j] = rows[first + j][c]}. */
  private void transpose(float[][] rows, int first, float[][] target, int columns) {
    for (int j = 0; j < width; j++) {
      float[] row = rows[first + j];
      for (int c = 0; c < columns; c++) {
        target[c][j] = row[c];
      }
    }
  }

  private void transposeBack(float[][] source, float[][] rows, int first) {
    for (int j = 0; j < width; j++) {
      float[] row = rows[first + j];
      for (int c = 0; c < size; c++) {
        row[c] = source[c][j];
      }
    }
  }

  /** Puts the sums in the place of {@code grid [size][size]}. */
  public void apply(float[][] grid, Workers workers) {
    workers.each(scratch.length, b -> transformRows(grid, b));
    workers.each(scratch.length, this::convolveColumns);
    workers.each(scratch.length, b -> transformRowsBack(grid, b));
  }

  private void transformRows(float[][] grid, int b) {
    Slab s = scratch[b];
    int first = b * width;
    for (int r = 0; r < size; r++) {
      for (int j = 0; j < width; j++) {
        s.re[r][j] = grid[r][first + j] * cos[r];
        s.im[r][j] = grid[r][first + j] * sin[r];
      }
    }
    rows.forward(s.re, s.im);
    for (int r = 0; r < size; r++) {
      System.arraycopy(s.re[r], 0, re[r], first, width);
      System.arraycopy(s.im[r], 0, im[r], first, width);
    }
  }

  private void convolveColumns(int b) {
    Slab s = scratch[b];
    transpose(re, b * width, s.re, size);
    transpose(im, b * width, s.im, size);
    for (int c = size; c < 2 * size; c++) {
      Arrays.fill(s.re[c], 0);
      Arrays.fill(s.im[c], 0);
    }
    columns.forward(s.re, s.im);
    for (int c = 0; c < 2 * size; c++) {
      multiply(s.re[c], s.im[c], kernel[b].re[c], kernel[b].im[c]);
    }
    columns.inverse(s.re, s.im);
    transposeBack(s.re, re, b * width);
    transposeBack(s.im, im, b * width);
  }

  private static void multiply(float[] ar, float[] ai, float[] br, float[] bi) {
    for (int j = 0; j < ar.length; j++) {
      float r = ar[j] * br[j] - ai[j] * bi[j];
      ai[j] = ar[j] * bi[j] + ai[j] * br[j];
      ar[j] = r;
    }
  }

  private void transformRowsBack(float[][] grid, int b) {
    Slab s = scratch[b];
    int first = b * width;
    for (int r = 0; r < size; r++) {
      System.arraycopy(re[r], first, s.re[r], 0, width);
      System.arraycopy(im[r], first, s.im[r], 0, width);
    }
    rows.inverse(s.re, s.im);
    for (int r = 0; r < size; r++) {
      for (int j = 0; j < width; j++) {
        grid[r][first + j] = s.re[r][j] * cos[r] + s.im[r][j] * sin[r];
      }
    }
  }
}
