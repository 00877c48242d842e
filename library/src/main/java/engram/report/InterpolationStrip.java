package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import engram.math.Matrix;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

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
      double[] angles = IntStream.range(0, from.rows()).mapToDouble(this::angle).toArray();
      return Matrix.of(
          from.rows() * steps, from.columns(), (i, j) -> code(i, j, angles[i / steps]));
    }

    /** Between both ends of line {@code line}; 0 where the way is to be straight. */
    private double angle(int line) {
      double lengths = norm(from, line) * norm(to, line);
      if (way == Way.STRAIGHT || lengths == 0) {
        return 0;
      }
      double product = 0;
      for (int j = 0; j < from.columns(); j++) {
        product += (double) from.get(line, j) * to.get(line, j);
      }
      double angle = Math.acos(Math.max(-1, Math.min(1, product / lengths)));
      return Math.sin(angle) < LEAST_SINE ? 0 : angle;
    }

    private static double norm(Matrix codes, int line) {
      double sum = 0;
      for (float v : codes.row(line)) {
        sum += (double) v * v;
      }
      return Math.sqrt(sum);
    }

    private float code(int i, int j, double angle) {
      double share = (double) (i % steps) / (steps - 1);
      int line = i / steps;
      double a = from.get(line, j);
      double b = to.get(line, j);
      if (angle == 0) {
        return (float) ((1 - share) * a + share * b);
      }
      double lengthA = norm(from, line);
      double lengthB = norm(to, line);
      double length = (1 - share) * lengthA + share * lengthB;
      double unit =
          (Math.sin((1 - share) * angle) * a / lengthA + Math.sin(share * angle) * b / lengthB)
              / Math.sin(angle);
      return (float) (length * unit);
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
