package engram.data.synthetic;

import java.nio.ByteBuffer;

/** A square colour picture onto which shapes are painted with soft edges, one over the other. */
final class Canvas {
  private static final int CHANNELS = 3;

  /** No shape's distance changes by more than this per pixel, so far pixels can be skipped. */
  private static final int STEEPEST = 4;

  private final int side;
  private final double[] values;

  Canvas(int side) {
    this.side = side;
    this.values = new double[CHANNELS * side * side];
  }

  /** Paints {@code shape} in full. */
  void paint(Shape shape, Rgb colour) {
    paint(shape, colour, 1);
  }

  /** Paints {@code shape} with {@code opacity} in 0 to 1. */
  void paint(Shape shape, Rgb colour, double opacity) {
    for (int y = 0; y < side; y++) {
      int x = 0;
      while (x < side) {
        double cover = 0.5 - shape.distance(x + 0.5, y + 0.5);
        if (cover > 0) {
          blend(y * side + x, colour, opacity * Math.min(1, cover));
        }
        x += 1 + (int) (Math.max(0, -cover) / STEEPEST);
      }
    }
  }

  private void blend(int pixel, Rgb colour, double share) {
    int plane = side * side;
    values[pixel] += share * (colour.red() - values[pixel]);
    values[plane + pixel] += share * (colour.green() - values[plane + pixel]);
    values[2 * plane + pixel] += share * (colour.blue() - values[2 * plane + pixel]);
  }

  /** Appends the picture: red, green and blue plane, each row after row. */
  void write(ByteBuffer target) {
    for (double v : values) {
      target.put((byte) Math.round(255 * v));
    }
  }
}
