package engram.data.synthetic;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A grey picture of one trace: a pixel is as dark as its centre lies inside the line, with a linear
 * edge.
 */
final class Ink {
  /**
   * A pen.
   *
   * @param thickness width of the line in pixels
   * @param softness width of the edge from full to none in pixels
   * @param pressure relative change of the width from the middle of the trace to its end
   */
  record Pen(double thickness, double softness, double pressure) {
    double radius(double progress) {
      return thickness / 2 * (1 + pressure * (2 * progress - 1));
    }
  }

  private final int side;
  private final float[] depth;
  private final float[] cover;

  /** Draws {@code trace}, whose origin is the middle of a picture {@code side} pixels square. */
  Ink(int side, Trace trace, Pen pen) {
    this.side = side;
    this.depth = new float[side * side];
    this.cover = new float[side * side];
    Arrays.fill(depth, Float.NEGATIVE_INFINITY);
    for (int i = 1; i < trace.size(); i++) {
      if (!trace.lifted(i)) {
        line(trace, i, pen);
      }
    }
    for (int i = 0; i < cover.length; i++) {
      cover[i] = (float) Math.min(1, Math.max(0, 0.5 + depth[i] / pen.softness()));
    }
  }

  private void line(Trace trace, int i, Pen pen) {
    double middle = (side - 1) / 2.0;
    double ax = trace.x(i - 1) + middle;
    double ay = trace.y(i - 1) + middle;
    double bx = trace.x(i) + middle;
    double by = trace.y(i) + middle;
    double radius = pen.radius((double) i / trace.size());
    double reach = radius + pen.softness() / 2;
    int bottom = Math.min(side - 1, (int) (Math.max(ay, by) + reach));
    int right = Math.min(side - 1, (int) (Math.max(ax, bx) + reach));
    int left = Math.max(0, (int) Math.ceil(Math.min(ax, bx) - reach));
    for (int y = Math.max(0, (int) Math.ceil(Math.min(ay, by) - reach)); y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double distance = distance(x - ax, y - ay, bx - ax, by - ay);
        int at = y * side + x;
        depth[at] = Math.max(depth[at], (float) (radius - distance));
      }
    }
  }

  /** From point p to the line from the origin to point d. */
  private static double distance(double px, double py, double dx, double dy) {
    double length = dx * dx + dy * dy;
    double t = length == 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
    double ex = px - t * dx;
    double ey = py - t * dy;
    return Math.sqrt(ex * ex + ey * ey);
  }

  /** How far the centre of mass lies right of the middle, in pixels. */
  double massX() {
    return mass(1, 0);
  }

  /** How far the centre of mass lies below the middle, in pixels. */
  double massY() {
    return mass(0, 1);
  }

  private double mass(int forX, int forY) {
    double sum = 0;
    double moment = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double c = cover[y * side + x];
        sum += c;
        moment += c * (x * forX + y * forY);
      }
    }
    return moment / sum - (side - 1) / 2.0;
  }

  /** Appends the picture, one byte per pixel, row after row. */
  void write(ByteBuffer target) {
    for (float c : cover) {
      target.put((byte) Math.round(255 * c));
    }
  }
}
