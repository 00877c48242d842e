package engram.report;

import engram.base.Check;
import engram.data.synthetic.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;

/** A white sheet to draw on, measured in units of two pixels. */
final class Canvas {
  /** Pixels per unit. */
  static final int SCALE = 2;

  /** White kept free around everything, in units. */
  static final int MARGIN = 14;

  private static final long MAX_PIXELS = 1L << 26;

  private final BufferedImage image;
  private final Graphics2D graphics;

  /** A sheet of at least {@code width} by {@code height} units. */
  Canvas(double width, double height) {
    long columns = SCALE * (long) Math.ceil(width);
    long rows = SCALE * (long) Math.ceil(height);
    Check.require(
        columns < MAX_PIXELS && rows < MAX_PIXELS && columns * rows <= MAX_PIXELS,
        "a figure may have at most "
            + MAX_PIXELS
            + " pixels, this one needs "
            + columns
            + "x"
            + rows
            + "; show fewer images");
    image = new BufferedImage((int) columns, (int) rows, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SCALE, SCALE);
  }

  /** Everything from now on is drawn relative to ({@code x}, {@code y}); pixels are not. */
  void origin(double x, double y) {
    graphics.setTransform(new AffineTransform(SCALE, 0, 0, SCALE, SCALE * x, SCALE * y));
  }

  void fill(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  void stroke(Shape shape, Color colour, double width) {
    graphics.setColor(colour);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  /** A thin line in the colour of {@code colour}. */
  void line(double x1, double y1, double x2, double y2, Color colour) {
    stroke(new Line2D.Double(x1, y1, x2, y2), colour, 1);
  }

  /** Text whose baseline is at {@code y}. */
  void text(String text, double x, double y, Style style) {
    place(text, AffineTransform.getTranslateInstance(x, y), style);
  }

  /** Text that reads upwards along the vertical through {@code x}. */
  void upwards(String text, double x, double y, Style style) {
    AffineTransform turn = AffineTransform.getTranslateInstance(x, y);
    turn.rotate(-Math.PI / 2);
    place(text, turn, style);
  }

  private void place(String text, AffineTransform place, Style style) {
    place.translate(-style.align() * style.width(text), 0);
    fill(place.createTransformedShape(Typeface.SANS.outline(text, style.size())), style.colour());
  }

  /** Sets the single pixel ({@code column}, {@code row}), counted in pixels. */
  void pixel(int column, int row, int rgb) {
    image.setRGB(column, row, rgb);
  }

  /** The finished picture; nothing may be drawn after. */
  BufferedImage finish() {
    graphics.dispose();
    return image;
  }
}
