package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import engram.math.Matrix;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;

/**
 * Images decoded over a square of a two-dimensional code space: code 1 to the right, code 2
 * upwards.
 *
 * @param images row after row from the top, {@code square.x().size()} in a row
 */
public record ManifoldGrid(Heading heading, Square square, Images images) implements Figure {
  /**
   * The values of both codes, each ascending; see {@link CodeValues}.
   *
   * @param x of code 1
   * @param y of code 2
   */
  public record Square(List<Double> x, List<Double> y) {
    public Square {
      x = List.copyOf(x);
      y = List.copyOf(y);
      Check.require(
          !x.isEmpty() && !y.isEmpty(), "a manifold needs at least one value of each code");
    }

    /** The codes [y.size() * x.size(), 2] in the order in which their images are drawn. */
    public Matrix codes() {
      int wide = x.size();
      return Matrix.of(
          wide * y.size(),
          2,
          (i, j) ->
              (float) (j == 0 ? x.get(i % wide) : y.get(y.size() - 1 - i / wide)).doubleValue());
    }
  }

  public ManifoldGrid {
    int cells = square.x().size() * square.y().size();
    Check.require(images.count() == cells, cells + " cells but " + images.count() + " images");
  }

  /** Decodes the square now; the figure keeps the images, not the decoder. */
  public static ManifoldGrid of(Heading heading, Square square, Decoder decoder, ImageShape shape) {
    return new ManifoldGrid(heading, square, new Images(decoder.decode(square.codes()), shape));
  }

  @Override
  public String alt() {
    return square.x().size() + " by " + square.y().size() + " images decoded over a plane of codes";
  }

  @Override
  public BufferedImage draw() {
    List<String> up = new java.util.ArrayList<>(CodeValues.labels(square.y()));
    Collections.reverse(up);
    SheetLabels labels = new SheetLabels(up, CodeValues.labels(square.x()), "code 1", "code 2");
    return Sheet.inOrder(images, square.x().size(), labels).draw();
  }
}
