package engram.math;

import java.util.Arrays;

/**
 * The innermost loops of matrix products over rows that are arrays of their own, shaped so that the
 * compiler makes vector instructions of them: one row of the result and four of the right factor in
 * one pass.
 */
final class Kernel {
  /** Columns of a left factor come in multiples of this. */
  static final int DEPTH = 4;

  /** A stretch of so many floats, or a multiple of it, leaves nothing to scalar instructions. */
  static final int WHOLE = 32;

  private Kernel() {}

  /** {@code n} or the next multiple of {@link #DEPTH} above it. */
  static int padded(int n) {
    return (n + DEPTH - 1) / DEPTH * DEPTH;
  }

  /** {@code n} or the next multiple of {@link #WHOLE} above it. */
  static int whole(int n) {
    return (n + WHOLE - 1) / WHOLE * WHOLE;
  }

  /**
   * Adds {@code a b} to {@code c}.
   *
   * @param c [rows][width]
   * @param a [rows][depth]
   * @param b [depth][width], depth a multiple of {@link #DEPTH}, no value NaN or infinite
   */
  static void add(float[][] c, float[][] a, float[][] b) {
    for (int i = 0; i < a.length; i++) {
      addRow(c[i], a[i], b, 0);
    }
  }

  /** The same for one row, from column {@code from} on. */
  static void addRow(float[] c, float[] a, float[][] b, int from) {
    for (int k = 0; k < b.length; k += DEPTH) {
      pass(
          c, a[k], a[k + 1], a[k + 2], a[k + 3], b[k], b[k + 1], b[k + 2], b[k + 3], from,
          c.length);
    }
  }

  /**
   * Adds {@code a0 b0 + a1 b1 + a2 b2 + a3 b3} to {@code c}, columns {@code from} to {@code to}.
   */
  static void pass(
      float[] c,
      float a0,
      float a1,
      float a2,
      float a3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      c[j] =
          Math.fma(a0, b0[j], Math.fma(a1, b1[j], Math.fma(a2, b2[j], Math.fma(a3, b3[j], c[j]))));
    }
  }

  /** Adds {@code a0 b0 + a1 b1 + a2 b2 + a3 b3} to {@code c} from column {@code from} on. */
  static void pass(
      double[] c,
      double a0,
      double a1,
      double a2,
      double a3,
      double[] b0,
      double[] b1,
      double[] b2,
      double[] b3,
      int from) {
    for (int j = from; j < c.length; j++) {
      c[j] =
          Math.fma(a0, b0[j], Math.fma(a1, b1[j], Math.fma(a2, b2[j], Math.fma(a3, b3[j], c[j]))));
    }
  }

  /** Adds {@code a0 b0 + a1 b1} to {@code c} from column {@code from} on. */
  static void pass(double[] c, double a0, double[] b0, double a1, double[] b1, int from) {
    for (int j = from; j < c.length; j++) {
      c[j] = Math.fma(a0, b0[j], Math.fma(a1, b1[j], c[j]));
    }
  }

  /** Adds {@code part} to {@code sums} and empties it. */
  static void moveInto(double[][] sums, float[][] part) {
    for (int i = 0; i < part.length; i++) {
      addTo(sums[i], part[i]);
      Arrays.fill(part[i], 0);
    }
  }

  private static void addTo(double[] sums, float[] part) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += part[j];
    }
  }
}
