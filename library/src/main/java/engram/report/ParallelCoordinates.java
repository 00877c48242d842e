package engram.report;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Each trial as a line over upright scales, one per hyperparameter and the metric at the right:
 * yellow and thin for the worst, dark and thick for the best.
 */
public record ParallelCoordinates(Heading heading, TrialTable trials) implements Figure {
  private static final double STEP = 110;
  private static final double HEIGHT = 280;
  private static final double TOP = Canvas.MARGIN + 30;
  private static final double LABEL = 80;

  @Override
  public String alt() {
    return "Parallel coordinates of "
        + trials.rows().size()
        + " trials over "
        + trials.dimensions().size()
        + " hyperparameters and "
        + trials.metric();
  }

  @Override
  public BufferedImage draw() {
    int axes = trials.dimensions().size() + 1;
    double width = x(axes - 1) + LABEL + Canvas.MARGIN;
    Canvas canvas = new Canvas(width, TOP + HEIGHT + 2 * Canvas.MARGIN);
    Ticks values = trials.valueTicks(6);
    List<Integer> order = trials.worstFirst();
    for (int k = 0; k < order.size(); k++) {
      double goodness = order.size() == 1 ? 1 : k / (order.size() - 1.0);
      boolean best = k == order.size() - 1;
      Color colour = best ? Palette.of(3) : Palette.withAlpha(Palette.rising(1 - goodness), 0.7);
      canvas.stroke(line(trials.rows().get(order.get(k)), values), colour, best ? 2.5 : 1);
    }
    for (int j = 0; j < axes - 1; j++) {
      TrialTable.Dimension d = trials.dimensions().get(j);
      drawAxis(canvas, x(j), d.name(), d.ticks(LABEL));
    }
    drawAxis(canvas, x(axes - 1), trials.metric(), values);
    return canvas.finish();
  }

  private static double x(int axis) {
    return Canvas.MARGIN + 50 + axis * STEP;
  }

  private static double y(double share) {
    return TOP + HEIGHT * (1 - share);
  }

  private Path2D line(TrialTable.Row row, Ticks values) {
    Path2D line = new Path2D.Double();
    boolean drawing = false;
    for (int j = 0; j < row.places().size(); j++) {
      double place = row.places().get(j);
      if (Double.isFinite(place)) {
        to(line, x(j), y(place), drawing);
        drawing = true;
      }
    }
    to(line, x(row.places().size()), y(values.share(row.value())), drawing);
    return line;
  }

  private static void to(Path2D line, double x, double y, boolean drawing) {
    if (drawing) {
      line.lineTo(x, y);
    } else {
      line.moveTo(x, y);
    }
  }

  private static void drawAxis(Canvas canvas, double x, String name, Ticks ticks) {
    canvas.line(x, TOP, x, TOP + HEIGHT, Palette.SOFT);
    canvas.text(Style.TITLE.fit(name, STEP - 8), x, TOP - 16, Style.TITLE);
    Style style = Style.TICK.start().in(Palette.TEXT);
    for (int i = 0; i < ticks.values().size(); i++) {
      double y = y(ticks.share(ticks.values().get(i)));
      canvas.line(x - 3, y, x + 3, y, Palette.SOFT);
      String label = ticks.labels().get(i);
      canvas.fill(
          new Rectangle2D.Double(x + 4, y - 7, label.isEmpty() ? 0 : style.width(label) + 4, 14),
          Palette.withAlpha(Color.WHITE, 0.75));
      canvas.text(label, x + 6, y + style.drop(), style);
    }
  }
}
