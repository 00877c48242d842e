package engram.data.synthetic;

/**
 * A region of the plane by its signed distance: below 0 inside, above 0 outside, in pixels near the
 * border.
 */
@FunctionalInterface
interface Shape {
  double distance(double x, double y);

  /** The ellipse around (cx, cy) with half axes rx and ry. */
  static Shape ellipse(double cx, double cy, double rx, double ry) {
    return (x, y) -> {
      double u = (x - cx) / rx;
      double v = (y - cy) / ry;
      double reach = Math.sqrt(u * u + v * v);
      double slope = Math.sqrt(u * u / (rx * rx) + v * v / (ry * ry));
      return slope == 0 ? -Math.min(rx, ry) : reach * (reach - 1) / slope;
    };
  }

  /** The disc around (cx, cy). */
  static Shape disc(double cx, double cy, double radius) {
    return ellipse(cx, cy, radius, radius);
  }

  /** The box around (cx, cy) with half sides rx and ry and corners of this radius. */
  static Shape box(double cx, double cy, double rx, double ry, double corner) {
    return (x, y) -> {
      double u = Math.abs(x - cx) - rx + corner;
      double v = Math.abs(y - cy) - ry + corner;
      double a = Math.max(u, 0);
      double b = Math.max(v, 0);
      return Math.sqrt(a * a + b * b) + Math.min(Math.max(u, v), 0) - corner;
    };
  }

  /** The line from (ax, ay) to (bx, by) with this thickness and round ends. */
  static Shape line(double ax, double ay, double bx, double by, double thickness) {
    double dx = bx - ax;
    double dy = by - ay;
    double length = dx * dx + dy * dy;
    return (x, y) -> {
      double along = ((x - ax) * dx + (y - ay) * dy) / length;
      double t = Math.min(1, Math.max(0, along));
      double ex = x - ax - t * dx;
      double ey = y - ay - t * dy;
      return Math.sqrt(ex * ex + ey * ey) - thickness / 2;
    };
  }

  /** What is above the height {@code limit}. */
  static Shape above(double limit) {
    return (x, y) -> y - limit;
  }

  default Shape and(Shape other) {
    return (x, y) -> Math.max(distance(x, y), other.distance(x, y));
  }

  default Shape or(Shape other) {
    return (x, y) -> Math.min(distance(x, y), other.distance(x, y));
  }

  default Shape without(Shape other) {
    return (x, y) -> Math.max(distance(x, y), -other.distance(x, y));
  }

  /** The border of this shape with this thickness. */
  default Shape outline(double thickness) {
    return (x, y) -> Math.abs(distance(x, y)) - thickness / 2;
  }
}
