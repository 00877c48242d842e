package engram.report;

import engram.base.Check;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A metric over epochs, one thin line per trial, that of the best on top.
 *
 * @param curves the metric after epoch 1, 2, ...; values that are not finite are left out
 * @param best number of the best curve, or -1
 */
public record LearningCurves(Heading heading, String metric, List<List<Double>> curves, int best)
    implements Figure {
  private static final Point2D SIZE = new Point2D.Double(540, 300);

  public LearningCurves {
    curves = curves.stream().map(List::copyOf).toList();
    Check.require(!curves.isEmpty(), heading.name() + ": at least one curve is needed");
  }

  @Override
  public String alt() {
    return metric + " over epochs of " + curves.size() + " trials";
  }

  @Override
  public BufferedImage draw() {
    int longest = curves.stream().mapToInt(List::size).max().orElse(1);
    Frame frame =
        new Frame(
            Axes.of("epoch", metric),
            Ticks.whole(new Range(1, Math.max(2, longest)), 8),
            y(),
            SIZE);
    Canvas canvas = frame.sheet(0);
    frame.draw(canvas);
    double alpha = Math.max(0.15, Math.min(0.6, 15.0 / curves.size()));
    for (int i = 0; i < curves.size(); i++) {
      if (i != best) {
        drawCurve(canvas, frame, curves.get(i), Palette.withAlpha(Palette.ONLY, alpha), 1);
      }
    }
    if (best >= 0) {
      drawCurve(canvas, frame, curves.get(best), Palette.of(3), 2.5);
    }
    return canvas.finish();
  }

  private Ticks y() {
    Range range = Range.of(values());
    double low = values().min().orElse(0);
    return low > 0 && values().max().orElse(0) > 20 * low
        ? Ticks.logarithmic(range)
        : Ticks.linear(range, 6);
  }

  private DoubleStream values() {
    return curves.stream()
        .flatMapToDouble(c -> c.stream().mapToDouble(v -> v))
        .filter(Double::isFinite);
  }

  private static void drawCurve(
      Canvas canvas, Frame frame, List<Double> curve, Color colour, double width) {
    Path2D line = new Path2D.Double();
    Point2D last = null;
    for (int i = 0; i < curve.size(); i++) {
      if (frame.holds(i + 1, curve.get(i))) {
        Point2D at = frame.at(i + 1, curve.get(i));
        if (last == null) {
          line.moveTo(at.getX(), at.getY());
        } else {
          line.lineTo(at.getX(), at.getY());
        }
        last = at;
      }
    }
    canvas.stroke(line, colour, width);
    if (last != null) {
      double radius = width + 0.5;
      canvas.fill(
          new Ellipse2D.Double(last.getX() - radius, last.getY() - radius, 2 * radius, 2 * radius),
          colour);
    }
  }
}
