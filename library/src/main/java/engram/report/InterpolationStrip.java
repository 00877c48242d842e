package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import engram.math.Matrix;
import java.awt.image.BufferedImage;

/**
 * Images decoded on straight lines between pairs of codes, one line per row.
 *
 * @param images row after row
 * @param steps images on a line, both ends included
 */
public record InterpolationStrip(Heading heading, Images images, int steps) implements Figure {
  /**
   * Straight lines through a code space.
   *
   * @param from where they start [n, latent]
   * @param to where they end [n, latent]
   * @param steps codes on a line, both ends included, at least 2
   */
  public record Lines(Matrix from, Matrix to, int steps) {
    public Lines {
      Check.atLeast("steps", steps, 2);
      Check.require(
          from.rows() == to.rows() && from.columns() == to.columns(),
          "lines must start and end at as many codes, got " + from + " and " + to);
    }

    /** The codes [n * steps, latent], line after line. */
    public Matrix codes() {
      return Matrix.of(from.rows() * steps, from.columns(), this::code);
    }

    private float code(int i, int j) {
      float share = (float) (i % steps) / (steps - 1);
      return (1 - share) * from.get(i / steps, j) + share * to.get(i / steps, j);
    }
  }

  public InterpolationStrip {
    Check.atLeast("steps", steps, 2);
    Check.require(
        images.count() % steps == 0, images.count() + " images do not make lines of " + steps);
  }

  /** Decodes the lines now; the figure keeps the images, not the decoder. */
  public static InterpolationStrip of(
      Heading heading, Lines lines, Decoder decoder, ImageShape shape) {
    return new InterpolationStrip(
        heading, new Images(decoder.decode(lines.codes()), shape), lines.steps());
  }

  @Override
  public String alt() {
    return "Images decoded in " + steps + " steps from one code to another";
  }

  @Override
  public BufferedImage draw() {
    SheetLabels labels =
        SheetLabels.ofColumns(CodeValues.labels(CodeValues.range(0, 1, steps)))
            .withTitles("share of the second code", "");
    return Sheet.inOrder(images, steps, labels).draw();
  }
}
