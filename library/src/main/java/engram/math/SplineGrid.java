package engram.math;

import java.util.Arrays;

/**
 * The sum of a smooth kernel over many points of the plane, anywhere: values and slopes from cubic
 * B-splines on a square grid.
 *
 * <p>Each point is spread over the 4 x 4 nearest nodes, the grid is convolved with the kernel, and
 * the result is read off with the same weights, as particle-mesh Ewald sums are (Essmann et al.
 * 1995). The kernel is filtered before (Unser, Aldroubi and Eden 1993), so that the splines go
 * through its values.
 */
public final class SplineGrid {
  private static final int TAP = 4;
  private static final int STRIPE = 16;
  private static final int BLOCK = 1024;

  /** The pole of the filter whose output makes cubic B-splines go through its input. */
  private static final double POLE = Math.sqrt(3) - 2;

  /** Beyond this many nodes the filter has forgotten. */
  private static final int MEMORY = 24;

  private final int size;
  private final double step;
  private final GridConvolution convolution;
  private final float[][] grid;
  private double left;
  private double bottom;

  /** A kernel of the squared distance. */
  @FunctionalInterface
  public interface Kernel {
    double at(double square);
  }

  /**
   * A grid for points that lie within {@link #span} of each other.
   *
   * @param size nodes on a side, a power of two of at least 32
   * @param step from node to node, in units of the points
   */
  public SplineGrid(int size, double step, Kernel kernel, Workers workers) {
    this.size = size;
    this.step = step;
    grid = new float[size][size];
    double[][] filtered = filtered(size, step, kernel, workers);
    convolution = new GridConvolution(size, (r, c) -> filtered[r][c], workers);
  }

  /** The side of the square that points may lie in. */
  public static double span(int size, double step) {
    return (size - TAP) * step;
  }

  private static double[][] filtered(int size, double step, Kernel kernel, Workers workers) {
    int n = size + MEMORY;
    double[][] values = new double[n][n];
    workers.each(
        n,
        i -> {
          Arrays.setAll(values[i], j -> kernel.at(step * step * ((double) i * i + (double) j * j)));
          filter(values[i]);
        });
    workers.each(
        n,
        j -> {
          double[] column = new double[n];
          Arrays.setAll(column, i -> values[i][j]);
          filter(column);
          for (int i = 0; i < n; i++) {
            values[i][j] = column[i];
          }
        });
    return values;
  }

  /** Filters an even sequence twice, once for spreading and once for reading. */
  private static void filter(double[] c) {
    for (int pass = 0; pass < 2; pass++) {
      double first = 0;
      for (int k = Math.min(MEMORY, c.length) - 1; k > 0; k--) {
        first = POLE * (c[k] + first);
      }
      c[0] = 6 * (c[0] + first);
      for (int k = 1; k < c.length; k++) {
        c[k] = 6 * c[k] + POLE * c[k - 1];
      }
      int last = c.length - 1;
      c[last] = POLE / (POLE * POLE - 1) * (c[last] + POLE * c[last - 1]);
      for (int k = last - 1; k >= 0; k--) {
        c[k] = POLE * (c[k + 1] - c[k]);
      }
    }
  }

  /** Sums the kernel over {@code n} points of which x and y lie side by side in {@code points}. */
  public void spread(float[] points, int n, Workers workers) {
    place(points, n);
    for (float[] row : grid) {
      Arrays.fill(row, 0);
    }
    int[][] stripes = stripes(points, n);
    for (int parity = 0; parity < 2; parity++) {
      int odd = parity;
      workers.each(
          (stripes.length - odd + 1) / 2,
          s -> {
            double[] weights = new double[2 * TAP];
            for (int i : stripes[2 * s + odd]) {
              spread(points[2 * i], points[2 * i + 1], weights);
            }
          });
    }
    convolution.apply(grid, workers);
  }

  private void place(float[] points, int n) {
    float[] low = {points[0], points[1]};
    float[] high = low.clone();
    for (int i = 0; i < 2 * n; i++) {
      low[i & 1] = Math.min(low[i & 1], points[i]);
      high[i & 1] = Math.max(high[i & 1], points[i]);
    }
    left = 0.5 * ((double) low[0] + high[0]) / step - 0.5 * (size - 1);
    bottom = 0.5 * ((double) low[1] + high[1]) / step - 0.5 * (size - 1);
  }

  /** The points of each stripe of rows; spreading touches no stripe but its own and the next. */
  private int[][] stripes(float[] points, int n) {
    int[] counts = new int[Workers.blocks(size, STRIPE)];
    for (int i = 0; i < n; i++) {
      counts[stripe(points[2 * i + 1])]++;
    }
    int[][] stripes = new int[counts.length][];
    Arrays.setAll(stripes, s -> new int[counts[s]]);
    for (int i = n - 1; i >= 0; i--) {
      int s = stripe(points[2 * i + 1]);
      stripes[s][--counts[s]] = i;
    }
    return stripes;
  }

  private int stripe(float y) {
    return (node(y / step - bottom) - 1) / STRIPE;
  }

  /** The node below {@code u}, such that the one before and the two behind it are on the grid. */
  private int node(double u) {
    return Math.max(1, Math.min(size - TAP + 1, (int) u));
  }

  private void spread(float x, float y, double[] weights) {
    double u = x / step - left;
    double v = y / step - bottom;
    int c = node(u) - 1;
    int r = node(v) - 1;
    values(u - c - 1, weights, 0);
    values(v - r - 1, weights, TAP);
    for (int i = 0; i < TAP; i++) {
      float[] row = grid[r + i];
      for (int j = 0; j < TAP; j++) {
        row[c + j] += (float) (weights[TAP + i] * weights[j]);
      }
    }
  }

  /** The cubic B-spline at the four nodes around {@code t}, which is in [0, 1). */
  private static void values(double t, double[] w, int at) {
    double s = 1 - t;
    w[at] = s * s * s / 6;
    w[at + 1] = (4 + t * t * (3 * t - 6)) / 6;
    w[at + 2] = (4 + s * s * (3 * s - 6)) / 6;
    w[at + 3] = t * t * t / 6;
  }

  private static void slopes(double t, double[] w, int at) {
    double s = 1 - t;
    w[at] = -s * s / 2;
    w[at + 1] = t * (1.5 * t - 2);
    w[at + 2] = -s * (1.5 * s - 2);
    w[at + 3] = t * t / 2;
  }

  /** Takes the sum of the kernel at a place and its slopes in x and y. */
  @FunctionalInterface
  public interface Reader {
    void read(int i, double value, double slopeX, double slopeY);
  }

  /** Reads the sums at {@code n} places, those beyond the grid as if at its edge. */
  public void read(float[] places, int n, Reader reader, Workers workers) {
    workers.eachStretch(
        n,
        BLOCK,
        (from, to) -> {
          double[] weights = new double[4 * TAP];
          for (int i = from; i < to; i++) {
            read(places, i, reader, weights);
          }
        });
  }

  /** Reads the sum at place {@code i} of {@code places}; {@code weights} are 16 to work with. */
  public void read(float[] places, int i, Reader reader, double[] weights) {
    double u = inside(places[2 * i] / step - left);
    double v = inside(places[2 * i + 1] / step - bottom);
    int c = node(u) - 1;
    int r = node(v) - 1;
    values(u - c - 1, weights, 0);
    slopes(u - c - 1, weights, TAP);
    values(v - r - 1, weights, 2 * TAP);
    slopes(v - r - 1, weights, 3 * TAP);
    double value = 0;
    double slopeX = 0;
    double slopeY = 0;
    for (int k = 0; k < TAP; k++) {
      float[] row = grid[r + k];
      double here = 0;
      double along = 0;
      for (int j = 0; j < TAP; j++) {
        here += weights[j] * row[c + j];
        along += weights[TAP + j] * row[c + j];
      }
      value += weights[2 * TAP + k] * here;
      slopeX += weights[2 * TAP + k] * along;
      slopeY += weights[3 * TAP + k] * here;
    }
    reader.read(i, value, slopeX / step, slopeY / step);
  }

  private double inside(double u) {
    return Math.max(1, Math.min(size - TAP + 2, u));
  }
}
