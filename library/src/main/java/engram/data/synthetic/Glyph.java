package engram.data.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * The skeleton of a sign: strokes through control points.
 *
 * <p>Written as {@code "x,y x,y! x,y ; x,y x,y"}: a space leads on, {@code !} makes the point a
 * corner, {@code ;} lifts the pen. The box of the sign is 0 to 100 both ways, y down.
 */
final class Glyph {
  private static final int STEPS = 6;

  private final double[] x;
  private final double[] y;
  private final boolean[] corner;
  private final boolean[] lifted;

  private Glyph(double[] x, double[] y, boolean[] corner, boolean[] lifted) {
    this.x = x;
    this.y = y;
    this.corner = corner;
    this.lifted = lifted;
  }

  /** Reads the notation above. */
  static Glyph parse(String path) {
    List<String> points = new ArrayList<>();
    for (String stroke : path.split(";", -1)) {
      points.add("^" + stroke.strip().replace(" ", " -"));
    }
    String[] all = String.join(" ", points).split(" ", -1);
    Glyph glyph =
        new Glyph(
            new double[all.length],
            new double[all.length],
            new boolean[all.length],
            new boolean[all.length]);
    for (int i = 0; i < all.length; i++) {
      glyph.set(i, all[i]);
    }
    return glyph;
  }

  private void set(int i, String point) {
    lifted[i] = point.charAt(0) == '^';
    corner[i] = point.endsWith("!");
    String numbers = point.substring(1).replace("!", "");
    int comma = numbers.indexOf(',');
    x[i] = Integer.parseInt(numbers.substring(0, comma)) / 50.0 - 1;
    y[i] = Integer.parseInt(numbers.substring(comma + 1)) / 50.0 - 1;
  }

  /** This sign with every control point moved by about {@code amount} of half its height. */
  Glyph jittered(double amount, Dice dice) {
    return new Glyph(jittered(x, amount, dice), jittered(y, amount, dice), corner, lifted);
  }

  private static double[] jittered(double[] values, double amount, Dice dice) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = dice.bell(values[i], amount);
    }
    return result;
  }

  /**
   * The curve through the control points within -1 to 1 both ways: straight lines for curvature 0,
   * a Catmull-Rom spline for 1.
   */
  Trace trace(double curvature) {
    return new Trace(along(x, curvature), along(y, curvature), lifts());
  }

  private int points() {
    int n = 0;
    for (boolean start : lifted) {
      n += start ? 1 : STEPS;
    }
    return n;
  }

  private boolean[] lifts() {
    boolean[] lifts = new boolean[points()];
    int n = 0;
    for (boolean start : lifted) {
      lifts[n] = start;
      n += start ? 1 : STEPS;
    }
    return lifts;
  }

  private double[] along(double[] v, double curvature) {
    double[] tangent = tangents(v, curvature);
    double[] result = new double[points()];
    int n = 0;
    for (int i = 0; i < v.length; i++) {
      int steps = lifted[i] ? 1 : STEPS;
      for (int s = 1; s <= steps; s++) {
        result[n++] = lifted[i] ? v[i] : hermite(v, tangent, i, (double) s / STEPS);
      }
    }
    return result;
  }

  /** Per point, the tangent by which the curve comes in and the one by which it leaves. */
  private double[] tangents(double[] v, double curvature) {
    double[] tangent = new double[2 * v.length];
    for (int i = 0; i < v.length; i++) {
      boolean first = lifted[i];
      boolean last = i + 1 == v.length || lifted[i + 1];
      double in = first ? 0 : v[i] - v[i - 1];
      double out = last ? 0 : v[i + 1] - v[i];
      boolean smooth = !first && !last && !corner[i];
      tangent[2 * i] = smooth ? curvature * (in + out) / 2 : in;
      tangent[2 * i + 1] = smooth ? curvature * (in + out) / 2 : out;
    }
    return tangent;
  }

  /** Cubic from point {@code i - 1} ({@code t = 0}) to point {@code i} ({@code t = 1}). */
  private static double hermite(double[] v, double[] tangent, int i, double t) {
    double a = v[i - 1];
    double b = v[i];
    double out = tangent[2 * (i - 1) + 1];
    double in = tangent[2 * i];
    double straight = b - a;
    return a + t * (straight + (1 - t) * ((1 - t) * (out - straight) - t * (in - straight)));
  }
}
