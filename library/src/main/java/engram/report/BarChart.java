package engram.report;

import engram.base.Check;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Named values as horizontal bars, such as the accuracy of each class.
 *
 * @param axis what the values are, with their unit
 */
public record BarChart(Heading heading, String axis, List<Bar> bars) implements Figure {
  private static final double WIDTH = 420;
  private static final double LINE = 24;
  private static final double LABEL_WIDTH = 170;
  private static final double TOP = Canvas.MARGIN;

  /** A named value; one that is not finite is written but not drawn. */
  public record Bar(String name, double value) {}

  public BarChart {
    bars = List.copyOf(bars);
    Check.require(!bars.isEmpty(), heading.name() + ": a bar chart needs at least one bar");
  }

  @Override
  public String alt() {
    return "Bar chart of " + axis + " for " + bars.size() + " items";
  }

  @Override
  public BufferedImage draw() {
    Ticks ticks = Ticks.linear(Range.of(bars.stream().mapToDouble(Bar::value)).with(0), 5);
    double left = Canvas.MARGIN + widest(bars.stream().map(b -> fitted(b.name())).toList()) + 10;
    double right = widest(written()) + 16;
    Canvas canvas = new Canvas(left + WIDTH + right + Canvas.MARGIN, bottom() + 46 + Canvas.MARGIN);
    drawScale(canvas, ticks, left);
    for (int i = 0; i < bars.size(); i++) {
      drawBar(canvas, i, ticks, left);
    }
    return canvas.finish();
  }

  private void drawScale(Canvas canvas, Ticks ticks, double left) {
    for (int i = 0; i < ticks.values().size(); i++) {
      double at = left + WIDTH * ticks.share(ticks.values().get(i));
      boolean zero = ticks.values().get(i) == 0;
      canvas.line(at, TOP, at, bottom() + 4, zero ? Palette.AXIS : Palette.GRID);
      canvas.text(ticks.labels().get(i), at, bottom() + 18, Style.TICK);
    }
    canvas.text(Style.TITLE.fit(axis, WIDTH), left + WIDTH / 2, bottom() + 42, Style.TITLE);
  }

  private void drawBar(Canvas canvas, int i, Ticks ticks, double left) {
    Bar bar = bars.get(i);
    double middle = TOP + (i + 0.5) * LINE;
    double zero = left + WIDTH * ticks.share(0);
    double end = Double.isFinite(bar.value()) ? left + WIDTH * ticks.share(bar.value()) : zero;
    double from = Math.min(zero, end);
    canvas.fill(new Rectangle2D.Double(from, middle - 7.5, Math.abs(end - zero), 15), Palette.ONLY);
    double base = middle + Style.TICK.drop();
    canvas.text(fitted(bar.name()), left - 10, base, Style.TICK.end().in(Palette.TEXT));
    canvas.text(written().get(i), Math.max(zero, end) + 7, base, Style.TICK.start());
  }

  private List<String> written() {
    return Numbers.alike(bars.stream().map(Bar::value).toList());
  }

  private double bottom() {
    return TOP + bars.size() * LINE;
  }

  private static String fitted(String name) {
    return Style.TICK.fit(name, LABEL_WIDTH);
  }

  private static double widest(List<String> texts) {
    return texts.stream().mapToDouble(Style.TICK::width).max().orElse(0);
  }
}
