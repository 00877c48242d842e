package engram.report;

import engram.base.Check;
import engram.math.Matrix;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * How often each class was read as which: rows are the true classes, columns the answers, shade is
 * the share of the row.
 *
 * @param classes names, in the order of rows and columns
 * @param counts [classes, classes], not negative
 */
public record ConfusionMatrix(Heading heading, List<String> classes, Matrix counts)
    implements Figure {
  private static final int MOST_WITH_NUMBERS = 30;
  private static final double LABEL_WIDTH = 120;

  public ConfusionMatrix {
    classes = List.copyOf(classes);
    int n = classes.size();
    Check.atLeast("classes", n, 1);
    Check.require(
        counts.rows() == n && counts.columns() == n,
        n + " classes need " + n + "x" + n + " counts, got " + counts);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        Check.within("count", counts.get(i, j), 0, Float.MAX_VALUE);
      }
    }
  }

  @Override
  public String alt() {
    return "Confusion matrix of " + classes.size() + " classes";
  }

  @Override
  public BufferedImage draw() {
    double side = classes.size() * cell();
    double left = Canvas.MARGIN + 30 + widestLabel();
    double top = Canvas.MARGIN + 34 + (upright() ? 10 : widestLabel());
    Canvas canvas = new Canvas(left + side + Canvas.MARGIN, top + side + Canvas.MARGIN);
    for (int i = 0; i < classes.size(); i++) {
      drawLabels(canvas, i, left, top);
      for (int j = 0; j < classes.size(); j++) {
        drawCell(
            canvas,
            i,
            j,
            new Rectangle2D.Double(left + j * cell(), top + i * cell(), cell(), cell()));
      }
    }
    canvas.stroke(new Rectangle2D.Double(left, top, side, side), Palette.AXIS, 1);
    canvas.text(Style.TITLE.fit("read as", side), left + side / 2, Canvas.MARGIN + 11, Style.TITLE);
    canvas.upwards(
        Style.TITLE.fit("true class", side), Canvas.MARGIN + 11, top + side / 2, Style.TITLE);
    return canvas.finish();
  }

  private void drawLabels(Canvas canvas, int i, double left, double top) {
    String name = fitted(i);
    double middle = (i + 0.5) * cell();
    Style end = Style.TICK.end();
    canvas.text(name, left - 8, top + middle + end.drop(), end);
    if (upright()) {
      canvas.text(name, left + middle, top - 8, Style.TICK);
    } else {
      canvas.upwards(name, left + middle + end.drop(), top - 8, Style.TICK.start());
    }
  }

  private void drawCell(Canvas canvas, int i, int j, Rectangle2D cell) {
    double share = counts.get(i, j) / Math.max(1e-30, total(i));
    canvas.fill(cell, Palette.shade(share));
    if (classes.size() <= MOST_WITH_NUMBERS && counts.get(i, j) > 0) {
      Style style = Style.TICK.in(share > 0.45 ? Color.WHITE : Palette.TEXT);
      String count = style.fit(Numbers.show(counts.get(i, j)), cell.getWidth() - 2);
      canvas.text(count, cell.getCenterX(), cell.getCenterY() + style.drop(), style);
    }
  }

  private double total(int i) {
    double total = 0;
    for (float count : counts.row(i)) {
      total += count;
    }
    return total;
  }

  /** Side of a cell, in units. */
  private double cell() {
    return classes.size() <= 12 ? 42 : classes.size() <= MOST_WITH_NUMBERS ? 34 : 16;
  }

  /** Whether all names fit over their columns without being turned. */
  private boolean upright() {
    return widestLabel() <= cell() - 6;
  }

  private double widestLabel() {
    double widest = 0;
    for (int i = 0; i < classes.size(); i++) {
      widest = Math.max(widest, Style.TICK.width(fitted(i)));
    }
    return widest;
  }

  private String fitted(int i) {
    return Style.TICK.fit(classes.get(i), LABEL_WIDTH);
  }
}
