package engram.report;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** The plotting area with a scale below and one at the left. */
final class Frame {
  private static final double TITLE = 26;
  private static final double LABEL = 20;

  private final Axes axes;
  private final Ticks x;
  private final Ticks y;
  private final Rectangle2D.Double area;

  /** A plotting area of {@code width} by {@code height} units. */
  Frame(Axes axes, Ticks x, Ticks y, Point2D size) {
    this.axes = axes;
    this.x = x;
    this.y = y;
    double left = Canvas.MARGIN + TITLE + y.widest() + 8;
    this.area = new Rectangle2D.Double(left, Canvas.MARGIN + 6, size.getX(), size.getY());
  }

  /** A sheet that holds the frame and {@code beside} units at its right. */
  Canvas sheet(double beside) {
    String last = x.labels().get(x.labels().size() - 1);
    double right = Math.max(beside, Style.TICK.width(last) / 2);
    return new Canvas(
        area.getMaxX() + right + Canvas.MARGIN, area.getMaxY() + LABEL + TITLE + Canvas.MARGIN);
  }

  Rectangle2D area() {
    return area.getBounds2D();
  }

  /** Whether {@code (a, b)} has a place in the frame. */
  boolean holds(double a, double b) {
    return Double.isFinite(a) && Double.isFinite(b) && (b > 0 || !y.log());
  }

  /** The place of {@code (a, b)} on the sheet. */
  Point2D at(double a, double b) {
    return new Point2D.Double(atX(a), atY(b));
  }

  double atX(double a) {
    return area.x + area.width * Math.max(0, Math.min(1, x.share(a)));
  }

  double atY(double b) {
    return area.getMaxY() - area.height * Math.max(0, Math.min(1, y.share(b)));
  }

  /** Draws grid, scales and titles. */
  void draw(Canvas canvas) {
    drawX(canvas);
    drawY(canvas);
    canvas.line(area.x, area.getMaxY(), area.getMaxX(), area.getMaxY(), Palette.AXIS);
  }

  private void drawX(Canvas canvas) {
    double free = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.values().size(); i++) {
      double at = atX(x.values().get(i));
      canvas.line(at, area.getMaxY(), at, area.getMaxY() + 4, Palette.AXIS);
      double half = Style.TICK.width(x.labels().get(i)) / 2;
      if (at - half > free) {
        canvas.text(x.labels().get(i), at, area.getMaxY() + LABEL - 2, Style.TICK);
        free = at + half + 6;
      }
    }
    String title = Style.TITLE.fit(axes.x(), area.width);
    canvas.text(title, area.getCenterX(), area.getMaxY() + LABEL + TITLE - 5, Style.TITLE);
  }

  private void drawY(Canvas canvas) {
    Style style = Style.TICK.end();
    for (int i = 0; i < y.values().size(); i++) {
      double at = atY(y.values().get(i));
      canvas.line(area.x, at, area.getMaxX(), at, Palette.GRID);
      canvas.text(y.labels().get(i), area.x - 8, at + style.drop(), style);
    }
    String title = Style.TITLE.fit(axes.y(), area.height);
    canvas.upwards(title, Canvas.MARGIN + 10, area.getCenterY(), Style.TITLE);
  }

  /** Draws upright lines at the ticks below, for figures read along both axes. */
  void drawUprights(Canvas canvas) {
    for (double tick : x.values()) {
      canvas.line(atX(tick), area.y, atX(tick), area.getMaxY(), Palette.GRID);
    }
  }

  /** Draws a column from 0 to {@code value} between two places on the lower scale. */
  void drawColumn(Canvas canvas, double from, double to, double value) {
    double left = atX(from);
    double right = atX(to);
    double gap = Math.min(1, 0.15 * (right - left));
    double top = Math.min(atY(0), atY(value));
    double height = Math.abs(atY(0) - atY(value));
    canvas.fill(new Rectangle2D.Double(left, top, right - left - gap, height), Palette.ONLY);
  }

  /** Says in the middle that there is nothing to draw. */
  void drawEmpty(Canvas canvas) {
    Style style = Style.LABEL.centred().in(Palette.SOFT);
    canvas.text("no finite values", area.getCenterX(), area.getCenterY(), style);
  }
}
