package engram.report;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Where the codes of each class lie: for every class a surface over the plane of two code units as
 * high as its codes are dense there, coloured by the mean of a third unit; all on one scale
 * (Sayapaneni, figure 7).
 */
public record DensitySurfaces(Heading heading, CodeCloud cloud) implements Figure {
  private static final int COLUMNS = 5;
  private static final double SIDE = 30;
  private static final double TITLE = 22;
  private static final double LABELS = 34;
  private static final double BAR = 160;
  private static final double FOOTER = 48;
  private static final double NARROWEST = 500;

  @Override
  public String alt() {
    return "Surfaces of the density of the codes of each class over two code units, coloured by a"
        + " third";
  }

  @Override
  public BufferedImage draw() {
    List<DensityGrid> grids = cloud.grids();
    double peak = grids.stream().mapToDouble(DensityGrid::peak).max().orElse(0);
    Range third = cloud.range(2);
    DoubleFunction<Color> colours =
        v -> Palette.rising((v - third.low()) / (third.high() - third.low()));
    double height = TITLE + Relief.HEIGHT + LABELS;
    Panels places = new Panels(grids.size(), COLUMNS, Relief.WIDTH + 2 * SIDE, height);
    double beside = Math.max(0, NARROWEST - places.right());
    Canvas canvas = places.sheet(beside, FOOTER);
    places.draw(
        canvas,
        i -> {
          drawTitle(canvas, i);
          canvas.origin(places.x(i) + SIDE, places.y(i) + TITLE);
          Relief relief = new Relief(grids.get(i), peak, colours);
          relief.draw(canvas);
          drawAxes(canvas, relief);
        });
    drawScale(canvas, third, peak, places.bottom() + 10);
    return canvas.finish();
  }

  private void drawTitle(Canvas canvas, int i) {
    String title = Style.TITLE.fit(cloud.labels().names().get(i), Relief.WIDTH);
    canvas.text(title, SIDE + Relief.WIDTH / 2, 14, Style.TITLE);
  }

  private void drawAxes(Canvas canvas, Relief relief) {
    List<String> x = ends(relief.grid().x());
    List<String> y = ends(relief.grid().y());
    write(canvas, relief.at(-0.03, 1.03, 0), x.get(0), Style.TICK);
    write(canvas, relief.at(0.86, 1, 0), x.get(1), Style.TICK.end());
    write(canvas, relief.at(1.03, -0.03, 0), y.get(0), Style.TICK);
    write(canvas, relief.at(1, 0.86, 0), y.get(1), Style.TICK.start());
    Point2D left = relief.at(0.5, 1, 0);
    Point2D right = relief.at(1, 0.5, 0);
    String unitX = Style.TICK.fit(cloud.units().get(0), Relief.WIDTH / 2);
    String unitY = Style.TICK.fit(cloud.units().get(1), Relief.WIDTH / 2);
    Style style = Style.TICK.in(Palette.TEXT);
    double down = 26;
    canvas.text(unitX, left.getX() - 12, left.getY() + down, style);
    canvas.text(unitY, right.getX() + 12, right.getY() + down, style);
  }

  private static void write(Canvas canvas, Point2D at, String text, Style style) {
    canvas.text(text, at.getX(), at.getY() + 16, style);
  }

  private static List<String> ends(Range range) {
    return List.of(Numbers.brief(range.low()), Numbers.brief(range.high()));
  }

  private void drawScale(Canvas canvas, Range third, double peak, double top) {
    double left = Canvas.MARGIN + SIDE;
    for (int i = 0; i < BAR; i++) {
      canvas.fill(new Rectangle2D.Double(left + i, top, 1.3, 9), Palette.rising(i / (BAR - 1)));
    }
    canvas.stroke(new Rectangle2D.Double(left, top, BAR, 9), Palette.AXIS, 0.5);
    double line = top + 24;
    canvas.text(Numbers.brief(third.low()), left, line, Style.TICK.start());
    canvas.text(Numbers.brief(third.high()), left + BAR, line, Style.TICK.end());
    String mean = Style.TICK.fit("colour: mean of " + cloud.units().get(2), NARROWEST - BAR - 60);
    canvas.text(mean, left + BAR + 16, top + 8.5, Style.TICK.start());
    String height = "height: density, up to " + Numbers.brief(peak) + "; one scale for all";
    canvas.text(height, left + BAR + 16, top + 24, Style.TICK.start());
  }
}
