package engram.report;

import engram.base.Check;
import engram.base.Seed;
import engram.data.Labels;
import engram.math.Matrix;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two-dimensional codes as dots coloured by class.
 *
 * @param points what is drawn
 * @param axes titles, such as "code 1" and "code 2"
 * @param seed decides the drawing order, so that no class hides the others
 */
public record CodeScatter(Heading heading, Points points, Axes axes, Seed seed) implements Figure {
  private static final Point2D SIZE = new Point2D.Double(480, 480);

  /**
   * Codes with their classes.
   *
   * @param codes [n, 2]; a row that is not finite is not drawn
   * @param labels one per code, or none
   */
  public record Points(Matrix codes, Optional<Labels> labels) {
    public Points {
      Check.require(codes.columns() == 2, "codes must have 2 columns, got " + codes.columns());
      Check.require(codes.rows() >= 1, "a scatter needs at least one code");
      int n = codes.rows();
      labels.ifPresent(l -> Check.require(l.size() == n, n + " codes but " + l.size() + " labels"));
    }

    /** A frame that holds all codes. */
    Frame frame(Axes axes, Point2D size) {
      return new Frame(axes, ticks(0), ticks(1), size);
    }

    private Ticks ticks(int column) {
      int most = 6;
      return Ticks.linear(
          Range.of(IntStream.range(0, codes.rows()).mapToDouble(i -> codes.get(i, column))), most);
    }

    /** Draws the codes in an order that {@code seed} decides, or says that there are none. */
    void draw(Canvas canvas, Frame frame, Seed seed) {
      int n = codes.rows();
      double shrink = Math.sqrt(frame.area().getWidth() / SIZE.getX());
      double radius = shrink * Math.max(0.9, Math.min(3.5, 12 / Math.pow(n, 0.22)));
      double alpha = Math.max(0.3, Math.min(0.85, 5 / Math.pow(n, 0.25)));
      boolean any = false;
      for (int i : seed.child("drawing order").permutation(n)) {
        double x = codes.get(i, 0);
        double y = codes.get(i, 1);
        if (frame.holds(x, y)) {
          canvas.fill(dot(frame.atX(x), frame.atY(y), radius), Palette.withAlpha(colour(i), alpha));
          any = true;
        }
      }
      if (!any) {
        frame.drawEmpty(canvas);
      }
    }

    private static Ellipse2D dot(double x, double y, double radius) {
      return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private Color colour(int i) {
      return labels.map(l -> Palette.of(l.get(i))).orElse(Palette.ONLY);
    }

    List<String> classNames() {
      return labels.map(Labels::names).orElse(List.of());
    }
  }

  public CodeScatter {
    Check.require(!axes.logY(), "a scatter has linear axes");
  }

  /** Codes coloured by {@code labels}, axes called "code 1" and "code 2". */
  public static CodeScatter of(Heading heading, Matrix codes, Labels labels, Seed seed) {
    return new CodeScatter(heading, new Points(codes, Optional.of(labels)), codeAxes(), seed);
  }

  /** Codes in one colour, axes called "code 1" and "code 2". */
  public static CodeScatter of(Heading heading, Matrix codes, Seed seed) {
    return new CodeScatter(heading, new Points(codes, Optional.empty()), codeAxes(), seed);
  }

  private static Axes codeAxes() {
    return Axes.of("code 1", "code 2");
  }

  @Override
  public String alt() {
    int classes = points.classNames().size();
    return "Scatter of "
        + points.codes().rows()
        + " points, "
        + axes.x()
        + " against "
        + axes.y()
        + (classes == 0 ? "" : ", coloured by " + classes + " classes");
  }

  @Override
  public BufferedImage draw() {
    Frame frame = points.frame(axes, SIZE);
    Legend legend = new Legend(points.classNames(), Palette::of, SIZE.getY());
    Canvas canvas = frame.sheet(legend.width());
    frame.drawUprights(canvas);
    frame.draw(canvas);
    points.draw(canvas, frame, seed);
    legend.draw(canvas, frame.area().getMaxX(), frame.area().getY());
    return canvas.finish();
  }
}
