package engram.report;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;

/** What each trial of a search came to, in their order, and the best so far. */
public record SearchHistory(Heading heading, TrialTable trials) implements Figure {
  private static final Point2D SIZE = new Point2D.Double(540, 300);

  @Override
  public String alt() {
    return trials.metric() + " of " + trials.rows().size() + " trials and the best so far";
  }

  @Override
  public BufferedImage draw() {
    Ticks x = Ticks.whole(new Range(0, Math.max(1, trials.rows().size() - 1)), 8);
    Frame frame = new Frame(Axes.of("trial", trials.metric()), x, trials.valueTicks(6), SIZE);
    Canvas canvas = frame.sheet(0);
    frame.draw(canvas);
    Path2D best = new Path2D.Double();
    double least = Double.NaN;
    for (int i = 0; i < trials.rows().size(); i++) {
      double value = trials.rows().get(i).value();
      if (!Double.isFinite(value)) {
        drawCross(canvas, frame.atX(i), frame.area().getY());
      } else {
        canvas.fill(dot(frame.at(i, value)), Palette.withAlpha(Palette.ONLY, 0.6));
        if (Double.isNaN(least)) {
          best.moveTo(frame.atX(i), frame.atY(value));
          least = value;
        }
        least = trials.better(value, least) ? value : least;
      }
      if (!Double.isNaN(least)) {
        best.lineTo(frame.atX(i), best.getCurrentPoint().getY());
        best.lineTo(frame.atX(i), frame.atY(least));
      }
    }
    canvas.stroke(best, Palette.of(3), 2);
    if (Double.isNaN(least)) {
      frame.drawEmpty(canvas);
    }
    return canvas.finish();
  }

  private static Ellipse2D dot(Point2D at) {
    return new Ellipse2D.Double(at.getX() - 3, at.getY() - 3, 6, 6);
  }

  private static void drawCross(Canvas canvas, double x, double y) {
    canvas.line(x - 3, y - 3, x + 3, y + 3, Palette.SOFT);
    canvas.line(x - 3, y + 3, x + 3, y - 3, Palette.SOFT);
  }
}
