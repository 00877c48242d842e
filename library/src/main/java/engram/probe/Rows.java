package engram.probe;

import engram.math.Matrix;
import engram.math.Workers;

/** Standardised codes as linear classifiers read them: dense, or only what is not zero. */
sealed interface Rows permits DenseRows, SparseRows {
  /** Rows that are read at once. */
  int BLOCK = 128;

  /** Below this share of values that are not zero it pays to skip zeros. */
  double SPARSE = 0.25;

  /** The rows of {@code x}, standardised but for {@link #offset}. */
  static Rows of(Matrix x, Standardiser standardiser) {
    standardiser.requireFit(x);
    long values = 0;
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        values += x.get(i, j) == 0 ? 0 : 1;
      }
    }
    return values < SPARSE * x.rows() * x.columns()
        ? new SparseRows(x, standardiser)
        : new DenseRows(x, standardiser);
  }

  int count();

  int columns();

  /** What is still to be subtracted from column {@code j} of every row. */
  double offset(int j);

  /**
   * A reader for one thread.
   *
   * @param weights {@code [columns + 1][classes]}, the biases last
   */
  Reader reader(double[][] weights);

  /** Number of blocks. */
  default int blocks() {
    return Workers.blocks(count(), BLOCK);
  }

  /** Number of rows of {@code block}: {@link #BLOCK}, or fewer in the last one. */
  default int size(int block) {
    return Math.min(BLOCK, count() - block * BLOCK);
  }

  /** Products of the rows of a block. */
  interface Reader {
    /** {@code scores[b][c]} becomes the score of class c for row b of {@code block}. */
    void scores(int block, double[][] scores);

    /** {@code gradient[j][c] += sum_b x_bj r[b][c]} over the rows of {@code block}. */
    void addGradient(int block, double[][] r, double[][] gradient);
  }
}
