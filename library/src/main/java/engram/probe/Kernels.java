package engram.probe;

/**
 * The inner loops: sums of whole rows, a few at a time, over arrays that all start at index 0,
 * which is the form that the JVM's compiler turns into vector instructions. Four products fit into
 * what it unrolls, and two squares.
 */
final class Kernels {
  private Kernels() {}

  /** {@code sum += a[0] rows[0] + ... + a[n-1] rows[n-1]}; rows whose factor is 0 cost nothing. */
  static void addProducts(double[] sum, double[] a, double[][] rows, int n) {
    int i = 0;
    for (; i + 3 < n; i += 4) {
      if (a[i] != 0 || a[i + 1] != 0 || a[i + 2] != 0 || a[i + 3] != 0) {
        addFour(
            sum,
            a[i],
            rows[i],
            a[i + 1],
            rows[i + 1],
            a[i + 2],
            rows[i + 2],
            a[i + 3],
            rows[i + 3]);
      }
    }
    for (; i < n; i++) {
      addOne(sum, a[i], rows[i]);
    }
  }

  /** {@code sum += a0 r0 + a1 r1 + a2 r2 + a3 r3}. */
  static void addFour(
      double[] sum,
      double a0,
      double[] r0,
      double a1,
      double[] r1,
      double a2,
      double[] r2,
      double a3,
      double[] r3) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += a0 * r0[j] + a1 * r1[j] + (a2 * r2[j] + a3 * r3[j]);
    }
  }

  /** {@code sum += a row}. */
  static void addOne(double[] sum, double a, double[] row) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += a * row[j];
    }
  }

  /** {@code sum[j] += (a[0] - columns[0][j])^2 + ... + (a[n-1] - columns[n-1][j])^2}. */
  static void addSquares(float[] sum, float[] a, float[][] columns) {
    int n = a.length;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      addTwoSquares(sum, a[i], columns[i], a[i + 1], columns[i + 1]);
    }
    if (i < n) {
      addOneSquare(sum, a[i], columns[i]);
    }
  }

  private static void addTwoSquares(float[] sum, float a0, float[] c0, float a1, float[] c1) {
    for (int j = 0; j < sum.length; j++) {
      float d0 = a0 - c0[j];
      float d1 = a1 - c1[j];
      sum[j] += d0 * d0 + d1 * d1;
    }
  }

  private static void addOneSquare(float[] sum, float a, float[] column) {
    for (int j = 0; j < sum.length; j++) {
      float d = a - column[j];
      sum[j] += d * d;
    }
  }
}
