package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import engram.math.Matrix;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

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
   * @param values what each of them is set to, one per column
   */
  public record Sweep(Matrix start, List<Integer> units, List<List<Double>> values) {
    public Sweep {
      units = List.copyOf(units);
      values = values.stream().map(List::copyOf).toList();
      Check.require(start.rows() == 1, "a traversal starts from one code, got " + start.rows());
      Check.require(!units.isEmpty(), "a traversal needs units");
      Check.require(
          values.size() == units.size()
              && values.stream().mapToInt(List::size).distinct().count() == 1,
          "a traversal needs as many values for each unit");
      Check.atLeast("values of a unit", values.get(0).size(), 1);
      for (int unit : units) {
        Check.within("unit", unit, 0, start.columns() - 1);
      }
    }

    /** The same values for each of {@code units}. */
    public static Sweep even(Matrix start, List<Integer> units, List<Double> values) {
      return new Sweep(start, units, Collections.nCopies(units.size(), values));
    }

    /** How many values each unit takes. */
    int wide() {
      return values.get(0).size();
    }

    /** The codes [units * values, latent], row after row. */
    public Matrix codes() {
      int wide = wide();
      return Matrix.of(
          units.size() * wide,
          start.columns(),
          (i, j) ->
              units.get(i / wide) == j
                  ? values.get(i / wide).get(i % wide).floatValue()
                  : start.get(0, j));
    }
  }

  public TraversalGrid {
    int cells = sweep.units().size() * sweep.wide();
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
    boolean even = sweep.values().stream().distinct().count() == 1;
    SheetLabels labels =
        new SheetLabels(
            IntStream.range(0, sweep.units().size()).mapToObj(r -> label(r, even)).toList(),
            even ? CodeValues.labels(sweep.values().get(0)) : List.of(),
            even ? "value" : "value, from low to high",
            "");
    return Sheet.inOrder(images, sweep.wide(), labels).draw();
  }

  private String label(int row, boolean even) {
    String name = "code " + (sweep.units().get(row) + 1);
    List<String> values = CodeValues.labels(sweep.values().get(row));
    return even ? name : name + ": " + values.get(0) + " to " + values.get(values.size() - 1);
  }
}
