package engram.report;

import engram.base.Check;
import engram.base.Seed;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Scatters of two-dimensional codes side by side, each on its own scale, such as one model at
 * several moments.
 *
 * @param axes titles, such as "code 1" and "code 2"
 * @param panels in reading order; all have the same classes
 * @param seed decides the drawing order, so that no class hides the others
 */
public record ScatterSheet(Heading heading, Axes axes, List<Panel> panels, Seed seed)
    implements Figure {
  private static final Point2D SIZE = new Point2D.Double(250, 250);
  private static final double TITLE = 20;
  private static final double SCALE = 50;
  private static final int COLUMNS = 2;

  /** One scatter and what stands above it. */
  public record Panel(String title, CodeScatter.Points points) {
    private Frame frame(Axes axes) {
      return points.frame(axes, SIZE);
    }
  }

  public ScatterSheet {
    panels = List.copyOf(panels);
    Check.require(!panels.isEmpty(), heading.name() + ": a sheet needs at least one scatter");
  }

  @Override
  public String alt() {
    return panels.size() + " scatters of two-dimensional codes side by side";
  }

  @Override
  public BufferedImage draw() {
    double widest =
        panels.stream().mapToDouble(p -> p.frame(axes).area().getMaxX()).max().orElse(0);
    double height = Canvas.MARGIN + TITLE + SIZE.getY() + SCALE;
    Panels places = new Panels(panels.size(), COLUMNS, widest + Canvas.MARGIN, height);
    Legend legend = new Legend(panels.get(0).points.classNames(), Palette::of, SIZE.getY());
    Canvas canvas = places.sheet(legend.width(), 0);
    places.draw(canvas, i -> drawPanel(canvas, panels.get(i), places, i));
    legend.draw(canvas, places.right() - Canvas.MARGIN, Canvas.MARGIN + TITLE);
    return canvas.finish();
  }

  private void drawPanel(Canvas canvas, Panel panel, Panels places, int i) {
    Frame frame = panel.frame(axes);
    String title = Style.TITLE.fit(panel.title, SIZE.getX());
    canvas.text(title, frame.area().getCenterX(), TITLE - 8, Style.TITLE);
    canvas.origin(places.x(i), places.y(i) + TITLE - Canvas.MARGIN);
    frame.drawUprights(canvas);
    frame.draw(canvas);
    panel.points.draw(canvas, frame, seed);
  }
}
