package engram.math;

/**
 * Points laid out for products with many others: tiles of points, column by column, about their
 * mean, so that floats lose little.
 */
final class ProductTiles {
  private static final int TILE_VALUES = 1 << 16;
  private static final int NARROWEST = 128;
  private static final int WIDEST = 1024;

  private final CentredRows points;
  private final int width;
  private final float[][][] tiles;
  private final float[][] halves;

  private ProductTiles(CentredRows points) {
    this.points = points;
    int fitting = TILE_VALUES / Math.max(1, points.columns());
    width = Math.max(NARROWEST, Math.min(WIDEST, fitting));
    tiles = new float[Workers.blocks(points.rows(), width)][][];
    halves = new float[tiles.length][];
  }

  /** Tiles of the rows of {@code points}. */
  static ProductTiles of(Matrix points, Workers workers) {
    ProductTiles all = new ProductTiles(CentredRows.of(points, workers));
    workers.eachStretch(points.rows(), all.width, all::fill);
    return all;
  }

  private void fill(int from, int to) {
    float[][] tile = new float[Kernel.padded(points.columns())][to - from];
    points.readColumns(from, to, 0, tile, 0);
    double[] sums = new double[to - from];
    for (float[] column : tile) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] -= 0.5 * column[i] * column[i];
      }
    }
    float[] half = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      half[i] = (float) sums[i];
    }
    tiles[from / width] = tile;
    halves[from / width] = half;
  }

  /** The mean of the points. */
  float[] centre() {
    return points.centre();
  }

  /** Offers each of {@code best} the scores {@code x y - |y|^2 / 2} of a row x with each y. */
  void offer(Matrix queries, int from, Best[] best) {
    float[][] rows = rows(CentredRows.about(points.centre(), queries), from, best.length);
    for (int t = 0; t < tiles.length; t++) {
      float[] scores = new float[halves[t].length];
      for (int i = 0; i < best.length; i++) {
        System.arraycopy(halves[t], 0, scores, 0, scores.length);
        Kernel.addRow(scores, rows[i], tiles[t], 0);
        best[i].offer(t * width, scores);
      }
    }
  }

  private static float[][] rows(CentredRows queries, int from, int count) {
    float[][] rows = new float[count][Kernel.padded(queries.columns())];
    for (int i = 0; i < count; i++) {
      queries.read(queries.values(), from + i, 0, queries.columns(), rows[i]);
    }
    return rows;
  }
}
