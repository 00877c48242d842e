package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import engram.math.Matrix;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

/**
 * The weights of units from or to the pixels as images: blue below 0, white at 0, red above, each
 * unit divided by its largest absolute weight.
 *
 * @param weights one unit per row, one weight per value of an image; the mean over the channels is
 *     drawn; NaN in magenta
 * @param columns units in a row
 */
public record WeightGrid(Heading heading, Matrix weights, ImageShape shape, int columns)
    implements Figure {
  private static final double BAR = 160;
  private static final double FOOTER = 60;
  private static final double WIDTH = 340;

  public WeightGrid {
    Check.atLeast("columns", columns, 1);
    Check.require(weights.rows() >= 1, "a weight grid needs at least one unit");
    Check.require(
        weights.columns() == shape.values(),
        "units over " + shape + " have " + shape.values() + " weights, got " + weights.columns());
  }

  @Override
  public String alt() {
    return "Weights of " + weights.rows() + " units, blue negative, red positive";
  }

  @Override
  public BufferedImage draw() {
    Sheet sheet = Sheet.inOrder(coloured(), columns, SheetLabels.NONE);
    Canvas canvas = sheet.draw(WIDTH, FOOTER);
    drawBar(canvas, sheet.left(), sheet.bottom() + 16);
    return canvas.finish();
  }

  private Images coloured() {
    int area = shape.height() * shape.width();
    float[] largest = new float[weights.rows()];
    for (int i = 0; i < largest.length; i++) {
      largest[i] = (float) largest(i);
    }
    Matrix rgb =
        Matrix.of(weights.rows(), 3 * area, (i, j) -> channel(i, j % area, j / area, largest[i]));
    return new Images(rgb, new ImageShape(3, shape.height(), shape.width()));
  }

  private float channel(int unit, int pixel, int channel, float largest) {
    double weight = mean(unit, pixel);
    if (!Double.isFinite(weight)) {
      return Float.NaN;
    }
    Color colour = Palette.diverging(largest == 0 ? 0 : weight / largest);
    return colour.getRGBComponents(null)[channel];
  }

  private double mean(int unit, int pixel) {
    int area = shape.height() * shape.width();
    return IntStream.range(0, shape.channels())
        .mapToDouble(c -> weights.get(unit, c * area + pixel))
        .average()
        .orElse(0);
  }

  private double largest(int unit) {
    return IntStream.range(0, shape.height() * shape.width())
        .mapToDouble(p -> Math.abs(mean(unit, p)))
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  private void drawBar(Canvas canvas, double left, double top) {
    int steps = (int) BAR;
    for (int i = 0; i < steps; i++) {
      Color colour = Palette.diverging(2.0 * i / (steps - 1) - 1);
      canvas.fill(new Rectangle2D.Double(left + i, top, 1, 9), colour);
    }
    canvas.stroke(new Rectangle2D.Double(left, top, BAR, 9), Palette.AXIS, 0.5);
    double line = top + 24;
    canvas.text("−1", left, line, Style.TICK.start());
    canvas.text("0", left + BAR / 2, line, Style.TICK);
    canvas.text("1", left + BAR, line, Style.TICK.end());
    canvas.text("weight / largest |weight| of its unit", left, line + 18, Style.TICK.start());
    canvas.text(scale(), left + BAR + 20, top + 8.5, Style.TICK.start());
  }

  private String scale() {
    var sizes = IntStream.range(0, weights.rows()).mapToDouble(this::largest).summaryStatistics();
    return "largest |weight|: "
        + Numbers.brief(sizes.getMin())
        + " to "
        + Numbers.brief(sizes.getMax());
  }
}
