package engram.report;

import java.util.function.IntConsumer;

/**
 * Equal panels in rows: where each one stands.
 *
 * @param count number of panels
 * @param columns panels in a row
 * @param width of each, in units
 * @param height of each, in units
 */
record Panels(int count, int columns, double width, double height) {
  /** A sheet that holds the panels and some space at their right and below. */
  Canvas sheet(double beside, double below) {
    return new Canvas(right() + beside + Canvas.MARGIN, bottom() + below + Canvas.MARGIN);
  }

  double right() {
    return Canvas.MARGIN + Math.min(count, columns) * width;
  }

  double bottom() {
    return Canvas.MARGIN + rows() * height;
  }

  private int rows() {
    return row(count - 1) + 1;
  }

  private int row(int i) {
    return i / columns;
  }

  /** The left edge of panel {@code i}. */
  double x(int i) {
    return Canvas.MARGIN + i % columns * width;
  }

  /** The upper edge of panel {@code i}. */
  double y(int i) {
    return Canvas.MARGIN + row(i) * height;
  }

  /** Draws each panel with the origin at its upper left corner. */
  void draw(Canvas canvas, IntConsumer panel) {
    for (int i = 0; i < count; i++) {
      canvas.origin(x(i), y(i));
      panel.accept(i);
    }
    canvas.origin(0, 0);
  }
}
