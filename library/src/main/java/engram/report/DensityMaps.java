package engram.report;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * How densely the codes of each class lie over the plane of two units: one map per class, white
 * where there are none, darkest where the densest class is densest.
 */
public record DensityMaps(Heading heading, CodeCloud cloud) implements Figure {
  private static final Point2D SIZE = new Point2D.Double(130, 130);
  private static final double TITLE = 20;
  private static final double SCALE = 50;
  private static final int COLUMNS = 5;

  @Override
  public String alt() {
    return "Maps of the density of the codes of each class over two code units";
  }

  @Override
  public BufferedImage draw() {
    List<DensityGrid> grids = cloud.grids();
    double peak = grids.stream().mapToDouble(DensityGrid::peak).max().orElse(0);
    Frame frame = frame();
    double width = frame.area().getMaxX() + Canvas.MARGIN;
    double height = Canvas.MARGIN + TITLE + SIZE.getY() + SCALE;
    Panels places = new Panels(grids.size(), COLUMNS, width, height);
    Canvas canvas = places.sheet(0, 0);
    places.draw(
        canvas,
        i -> {
          Rectangle2D area = frame.area();
          String title = Style.TITLE.fit(cloud.labels().names().get(i), SIZE.getX());
          canvas.text(title, area.getCenterX(), TITLE - 8, Style.TITLE);
          canvas.origin(places.x(i), places.y(i) + TITLE - Canvas.MARGIN);
          drawMap(canvas, frame, grids.get(i), peak);
        });
    return canvas.finish();
  }

  private Frame frame() {
    Axes axes = Axes.of(cloud.units().get(0), cloud.units().get(1));
    return new Frame(axes, cloud.ticks(0), cloud.ticks(1), SIZE);
  }

  private static void drawMap(Canvas canvas, Frame frame, DensityGrid grid, double peak) {
    frame.draw(canvas);
    for (int i = 0; i < DensityGrid.CELLS; i++) {
      for (int j = 0; j < DensityGrid.CELLS; j++) {
        double share = Math.sqrt(grid.cell(i, j) / Math.max(Double.MIN_NORMAL, peak));
        if (share > 0.02) {
          double left = frame.atX(grid.atX(i));
          double top = frame.atY(grid.atY(j + 1));
          double width = frame.atX(grid.atX(i + 1)) - left;
          double height = frame.atY(grid.atY(j)) - top;
          Rectangle2D cell = new Rectangle2D.Double(left, top, width + 0.3, height + 0.3);
          canvas.fill(cell, Palette.shade(share));
        }
      }
    }
    canvas.stroke(frame.area(), Palette.AXIS, 0.7);
  }
}
