package engram.data.synthetic;

/**
 * The path of a pen: points joined by straight lines, lifted between strokes. Coordinates are x to
 * the right and y down.
 */
final class Trace {
  /** Moves a point, given and returned as {x, y}. */
  @FunctionalInterface
  interface Motion {
    void move(double[] point);
  }

  private final double[] x;
  private final double[] y;
  private final boolean[] lifted;

  /** {@code lifted[i]}: no line leads from point {@code i - 1} to point {@code i}. */
  Trace(double[] x, double[] y, boolean[] lifted) {
    this.x = x;
    this.y = y;
    this.lifted = lifted;
  }

  int size() {
    return x.length;
  }

  double x(int i) {
    return x[i];
  }

  double y(int i) {
    return y[i];
  }

  boolean lifted(int i) {
    return lifted[i];
  }

  /** This trace with every point moved. */
  Trace moved(Motion motion) {
    double[] newX = new double[x.length];
    double[] newY = new double[x.length];
    double[] point = new double[2];
    for (int i = 0; i < x.length; i++) {
      point[0] = x[i];
      point[1] = y[i];
      motion.move(point);
      newX[i] = point[0];
      newY[i] = point[1];
    }
    return new Trace(newX, newY, lifted);
  }

  /** This trace shifted. */
  Trace shifted(double dx, double dy) {
    return moved(
        p -> {
          p[0] += dx;
          p[1] += dy;
        });
  }

  /** This trace scaled so that the longer side of its bounding box is {@code side}, around 0. */
  Trace fitted(double side) {
    double left = min(x);
    double top = min(y);
    double width = -min(negated(x)) - left;
    double height = -min(negated(y)) - top;
    double scale = side / Math.max(width, height);
    return moved(
        p -> {
          p[0] = scale * (p[0] - left - width / 2);
          p[1] = scale * (p[1] - top - height / 2);
        });
  }

  private static double min(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    for (double v : values) {
      min = Math.min(min, v);
    }
    return min;
  }

  private static double[] negated(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = -values[i];
    }
    return result;
  }
}
