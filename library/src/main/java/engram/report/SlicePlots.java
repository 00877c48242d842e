package engram.report;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;

/** The metric over each hyperparameter by itself: one panel each, one dot per trial. */
public record SlicePlots(Heading heading, TrialTable trials) implements Figure {
  private static final Point2D SIZE = new Point2D.Double(230, 180);
  private static final int COLUMNS = 3;
  private static final double BESIDE = 125;
  private static final double BELOW = 82;
  private static final double LABEL = 60;

  @Override
  public String alt() {
    return trials.metric() + " over each of " + trials.dimensions().size() + " hyperparameters";
  }

  @Override
  public BufferedImage draw() {
    Panels panels =
        new Panels(trials.dimensions().size(), COLUMNS, SIZE.getX() + BESIDE, SIZE.getY() + BELOW);
    Canvas canvas = panels.sheet(0, 0);
    panels.draw(canvas, j -> drawPanel(canvas, j));
    return canvas.finish();
  }

  private void drawPanel(Canvas canvas, int j) {
    TrialTable.Dimension d = trials.dimensions().get(j);
    Axes axes = Axes.of(d.name(), trials.metric());
    Frame frame = new Frame(axes, d.ticks(LABEL), trials.valueTicks(5), SIZE);
    frame.draw(canvas);
    int best = trials.best();
    for (int i : trials.worstFirst()) {
      TrialTable.Row row = trials.rows().get(i);
      double place = row.places().get(j);
      if (Double.isFinite(place)) {
        Color colour = i == best ? Palette.of(3) : Palette.withAlpha(Palette.ONLY, 0.5);
        double radius = i == best ? 4.5 : 3;
        Point2D at = frame.at(place, row.value());
        canvas.fill(
            new Ellipse2D.Double(at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius),
            colour);
      }
    }
  }
}
