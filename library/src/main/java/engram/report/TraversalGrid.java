package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import engram.math.Matrix;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What single code units do: one row per unit, its value rising from left to right, all other units
 * kept.
 *
 * @param images row after row
 */
public record TraversalGrid(Heading heading, Sweep sweep, Images images) implements Figure {
  /**
   * The codes of a traversal.
   *
   * @param start the code [1, latent] that is varied
   * @param units the units varied, one per row
   * @param values what they are set to, one per column
   */
  public record Sweep(Matrix start, List<Integer> units, List<Double> values) {
    public Sweep {
      units = List.copyOf(units);
      values = List.copyOf(values);
      Check.require(start.rows() == 1, "a traversal starts from one code, got " + start.rows());
      Check.require(!units.isEmpty() && !values.isEmpty(), "a traversal needs units and values");
      for (int unit : units) {
        Check.within("unit", unit, 0, start.columns() - 1);
      }
    }

    /** The codes [units * values, latent], row after row. */
    public Matrix codes() {
      int wide = values.size();
      return Matrix.of(
          units.size() * wide,
          start.columns(),
          (i, j) -> units.get(i / wide) == j ? values.get(i % wide).floatValue() : start.get(0, j));
    }
  }

  public TraversalGrid {
    int cells = sweep.units().size() * sweep.values().size();
    Check.require(images.count() == cells, cells + " cells but " + images.count() + " images");
  }

  /** Decodes the sweep now; the figure keeps the images, not the decoder. */
  public static TraversalGrid of(Heading heading, Sweep sweep, Decoder decoder, ImageShape shape) {
    return new TraversalGrid(heading, sweep, new Images(decoder.decode(sweep.codes()), shape));
  }

  @Override
  public String alt() {
    return "Images decoded while one of " + sweep.units().size() + " code units at a time rises";
  }

  @Override
  public BufferedImage draw() {
    SheetLabels labels =
        new SheetLabels(
            sweep.units().stream().map(u -> "code " + (u + 1)).toList(),
            CodeValues.labels(sweep.values()),
            "value",
            "");
    return Sheet.inOrder(images, sweep.values().size(), labels).draw();
  }
}
