package engram.report;

import engram.base.Check;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines over a common axis, such as losses over epochs.
 *
 * <p>Points that are not finite, or not above 0 on a logarithmic axis, leave gaps.
 */
public record LinePlot(Heading heading, Axes axes, List<Series> series) implements Figure {
  private static final Point2D SIZE = new Point2D.Double(540, 300);
  private static final int FEW = 30;

  public LinePlot {
    series = List.copyOf(series);
    Check.require(!series.isEmpty(), heading.name() + ": a line plot needs at least one series");
  }

  @Override
  public String alt() {
    String names = series.stream().map(Series::name).collect(Collectors.joining(", "));
    return "Line plot of " + axes.y() + " against " + axes.x() + ": " + names;
  }

  @Override
  public BufferedImage draw() {
    Frame frame = new Frame(axes, ticksX(), ticksY(), SIZE);
    List<String> names = series.stream().map(Series::name).toList();
    Legend legend = new Legend(names, Palette::of, SIZE.getY());
    Canvas canvas = frame.sheet(legend.width());
    frame.draw(canvas);
    for (int i = 0; i < series.size(); i++) {
      drawSeries(canvas, frame, series.get(i), Palette.of(i));
    }
    if (points().noneMatch(p -> frame.holds(p.x(), p.y()))) {
      frame.drawEmpty(canvas);
    }
    legend.draw(canvas, frame.area().getMaxX(), frame.area().getY());
    return canvas.finish();
  }

  private static void drawSeries(Canvas canvas, Frame frame, Series series, Color colour) {
    Path2D line = new Path2D.Double();
    boolean drawing = false;
    for (Series.Point p : series.points()) {
      boolean here = frame.holds(p.x(), p.y());
      if (here) {
        Point2D at = frame.at(p.x(), p.y());
        if (drawing) {
          line.lineTo(at.getX(), at.getY());
        } else {
          line.moveTo(at.getX(), at.getY());
        }
        drawMarker(canvas, series, at, colour);
      }
      drawing = here;
    }
    canvas.stroke(line, colour, 2);
  }

  private static void drawMarker(Canvas canvas, Series series, Point2D at, Color colour) {
    double radius = series.points().size() <= FEW ? 3 : 1;
    double left = at.getX() - radius;
    double top = at.getY() - radius;
    canvas.fill(new Ellipse2D.Double(left, top, 2 * radius, 2 * radius), colour);
  }

  private Stream<Series.Point> points() {
    return series.stream().flatMap(s -> s.points().stream()).filter(Series.Point::finite);
  }

  private Ticks ticksX() {
    Range range = Range.of(points().mapToDouble(Series.Point::x));
    boolean whole = points().allMatch(p -> p.x() == Math.rint(p.x()));
    return whole ? Ticks.whole(range, 8) : Ticks.linear(range, 8);
  }

  private Ticks ticksY() {
    Range range =
        Range.of(points().mapToDouble(Series.Point::y).filter(y -> y > 0 || !axes.logY()));
    return axes.logY() ? Ticks.logarithmic(range) : Ticks.linear(range, 6);
  }
}
