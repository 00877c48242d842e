package engram.report;

import engram.base.Check;
import engram.math.Matrix;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How often values fall into equal intervals.
 *
 * @param values of any shape; those that are not finite are left out and counted in the axis title
 * @param bins number of intervals
 * @param axis what the values are, with their unit
 */
public record Histogram(Heading heading, Matrix values, int bins, String axis) implements Figure {
  private static final Point2D SIZE = new Point2D.Double(540, 260);

  public Histogram {
    Check.within("bins", bins, 1, 500);
    Check.require(
        values.rows() >= 1 && values.columns() >= 1,
        heading.name() + ": a histogram needs at least one value");
  }

  @Override
  public String alt() {
    return "Histogram of " + axis;
  }

  @Override
  public BufferedImage draw() {
    Range range = Range.of(finite());
    long[] counts = counts(range);
    double tallest = (double) Arrays.stream(counts).max().orElse(0);
    Ticks up = Ticks.whole(new Range(0, Math.max(1, tallest)), 5);
    Frame frame = new Frame(Axes.of(title(), "count"), Ticks.linear(range, 8), up, SIZE);
    Canvas canvas = frame.sheet(0);
    frame.draw(canvas);
    double width = (range.high() - range.low()) / bins;
    for (int i = 0; i < bins; i++) {
      double left = range.low() + i * width;
      frame.drawColumn(canvas, left, left + width, (double) counts[i]);
    }
    if (Arrays.stream(counts).sum() == 0) {
      frame.drawEmpty(canvas);
    }
    return canvas.finish();
  }

  private String title() {
    long left = (long) values.rows() * values.columns() - finite().count();
    return left == 0 ? axis : axis + " (" + left + " not finite, left out)";
  }

  private long[] counts(Range range) {
    long[] counts = new long[bins];
    double width = (range.high() - range.low()) / bins;
    finite()
        .mapToInt(v -> (int) Math.min(bins - 1, Math.max(0, (v - range.low()) / width)))
        .forEach(i -> counts[i]++);
    return counts;
  }

  private DoubleStream finite() {
    FloatBuffer all = values.buffer();
    return IntStream.range(0, all.limit()).mapToDouble(all::get).filter(Double::isFinite);
  }
}
