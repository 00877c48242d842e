package engram.report;

import engram.base.Check;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One value for each of many units as columns, units numbered from 1.
 *
 * @param values by unit; one that is not finite leaves a gap
 * @param axis what the values are, with their unit of measure
 */
public record UnitColumns(Heading heading, String axis, List<Double> values) implements Figure {
  private static final Point2D SIZE = new Point2D.Double(540, 220);

  public UnitColumns {
    values = List.copyOf(values);
    Check.require(!values.isEmpty(), heading.name() + ": columns need at least one unit");
  }

  @Override
  public String alt() {
    return "Columns of " + axis + " for each of " + values.size() + " units";
  }

  @Override
  public BufferedImage draw() {
    Ticks units = Ticks.whole(new Range(0, values.size() + 1.0), 10);
    Range range = Range.of(values.stream().mapToDouble(v -> v)).with(0);
    Frame frame = new Frame(Axes.of("code unit", axis), units, Ticks.linear(range, 5), SIZE);
    Canvas canvas = frame.sheet(0);
    frame.draw(canvas);
    for (int i = 0; i < values.size(); i++) {
      if (Double.isFinite(values.get(i))) {
        frame.drawColumn(canvas, i + 0.5, i + 1.5, values.get(i));
      }
    }
    return canvas.finish();
  }
}
