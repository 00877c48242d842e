package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import engram.math.Matrix;
import java.awt.image.BufferedImage;

/**
 * Images decoded on the ways between pairs of codes, one way per row.
 *
 * @param images row after row
 * @param steps images on a line, both ends included
 */
public record InterpolationStrip(Heading heading, Images images, int steps) implements Figure {
  private static final double LEAST_SINE = 1e-6;

  /** How to get from one code to another. */
  public enum Way {
    /** On the straight line. */
    STRAIGHT,
    /**
     * By equal angles around the origin (Shoemake 1985): the length of the code changes evenly, as
     * codes of a normal prior, which all lie about as far out, need it.
     */
    SPHERICAL
  }

  /**
   * Ways through a code space.
   *
   * @param from where they start [n, latent]
   * @param to where they end [n, latent]
   * @param steps codes on a line, both ends included, at least 2
   */
  public record Lines(Matrix from, Matrix to, int steps, Way way) {
    public Lines {
      Check.atLeast("steps", steps, 2);
      Check.require(
          from.rows() == to.rows() && from.columns() == to.columns(),
          "lines must start and end at as many codes, got " + from + " and " + to);
    }

    /** The codes [n * steps, latent], line after line. */
    public Matrix codes() {
      double[][] weights = new double[from.rows() * steps][];
      for (int line = 0; line < from.rows(); line++) {
        for (int step = 0; step < steps; step++) {
          weights[line * steps + step] = weights(line, (double) step / (steps - 1));
        }
      }
      return Matrix.of(
          weights.length,
          from.columns(),
          (i, j) ->
              (float)
                  (weights[i][0] * from.get(i / steps, j) + weights[i][1] * to.get(i / steps, j)));
    }

    /** What each end of {@code line} counts at {@code share} of the way. */
    private double[] weights(int line, double share) {
      double a = norm(from, line);
      double b = norm(to, line);
      double angle = way == Way.STRAIGHT || a * b == 0 ? 0 : angle(line, a * b);
      if (Math.sin(angle) < LEAST_SINE) {
        return new double[] {1 - share, share};
      }
      double length = ((1 - share) * a + share * b) / Math.sin(angle);
      return new double[] {
        length * Math.sin((1 - share) * angle) / a, length * Math.sin(share * angle) / b
      };
    }

    private double angle(int line, double lengths) {
      double product = 0;
      for (int j = 0; j < from.columns(); j++) {
        product += (double) from.get(line, j) * to.get(line, j);
      }
      return Math.acos(Math.max(-1, Math.min(1, product / lengths)));
    }

    private static double norm(Matrix codes, int line) {
      double sum = 0;
      for (float v : codes.row(line)) {
        sum += (double) v * v;
      }
      return Math.sqrt(sum);
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
