package engram.model.coding;

/** Sets the size of a step by the curvature of the energy along the steps before it. */
final class Curvature {
  private static final float START = 2;
  private static final float MARGIN = 1.1f;
  private static final float FORGET = 0.98f;

  private float bound = START;

  /** The size of the next step. */
  float step() {
    return 1 / bound;
  }

  /** Learns from the step from code {@code b} to {@code a}, with correlations rb and ra. */
  void see(float[] a, float[] b, float[] ra, float[] rb) {
    double length = 0;
    double bend = 0;
    for (int k = 0; k < a.length; k++) {
      float step = a[k] - b[k];
      length += step * step;
      bend += step * (rb[k] - ra[k]);
    }
    if (length > 0) {
      bound = Math.max((float) (bend / length) * MARGIN, bound * FORGET);
    }
  }
}
