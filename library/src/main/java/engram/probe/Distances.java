package engram.probe;

import engram.math.Workers;
import java.util.Arrays;

/** Rows laid out for the distances of many other rows to all of them: column after column. */
final class Distances {
  /** Rows that lie together. */
  static final int BLOCK = 256;

  private final float[][][] blocks;
  private final int count;

  /** Over {@code rows}, of one length. */
  Distances(float[][] rows) {
    count = rows.length;
    int columns = count == 0 ? 0 : rows[0].length;
    blocks = new float[Workers.blocks(count, BLOCK)][columns][BLOCK];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < columns; j++) {
        blocks[i / BLOCK][j][i % BLOCK] = rows[i][j];
      }
    }
  }

  int count() {
    return count;
  }

  int blocks() {
    return blocks.length;
  }

  /** Number of rows of {@code block}: {@link #BLOCK}, or fewer in the last one. */
  int size(int block) {
    return Math.min(BLOCK, count - block * BLOCK);
  }

  /**
   * Writes the squared distances of query q to the rows of {@code block} to {@code out[q]}.
   *
   * @param out {@code [queries][BLOCK]}
   */
  void squared(float[][] queries, int block, float[][] out) {
    for (int q = 0; q < queries.length; q++) {
      Arrays.fill(out[q], 0);
      Kernels.addSquares(out[q], queries[q], blocks[block]);
    }
  }
}
