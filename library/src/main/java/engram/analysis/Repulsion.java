package engram.analysis;

import engram.math.Workers;

/**
 * What the points of a map do to a place, near or far: sums of powers of the Student kernel.
 *
 * <pre>
 * w(d) = 1 / (1 + |d|^2)
 * </pre>
 *
 * <p>Coordinates of a point lie side by side.
 */
interface Repulsion {
  /** Sets the points whose sums are taken. */
  void sources(float[] y, Workers workers);

  /**
   * Sets {@code force} to {@code sum_j w(y - y_j)^2 (y - y_j)} for each place y, and {@code
   * sums[i]} to {@code sum_j w(y - y_j)}, in which a source at y counts 1.
   */
  void at(float[] places, float[] force, double[] sums, Workers workers);

  /** A fast form for {@code n} sources in {@code dimensions}, exact for few. */
  static Repulsion of(int n, int dimensions) {
    if (n <= ExactRepulsion.FEW) {
      return new ExactRepulsion(dimensions);
    }
    return dimensions == 2 ? new GridRepulsion() : new TreeRepulsion(dimensions);
  }
}
