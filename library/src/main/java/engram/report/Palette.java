package engram.report;

import java.awt.Color;
import java.util.List;

/** Colours of the figures, told apart also by people who see fewer of them. */
final class Palette {
  static final Color TEXT = new Color(0x333333);
  static final Color SOFT = new Color(0x595959);
  static final Color AXIS = new Color(0xB0B0B0);
  static final Color GRID = new Color(0xEBEBEB);
  static final Color ONLY = new Color(0x0072B2);

  /** Okabe and Ito (2008) without yellow and black, then four of Paul Tol's. */
  private static final List<Color> CLASSES =
      List.of(
          new Color(0x0072B2),
          new Color(0xE69F00),
          new Color(0x009E73),
          new Color(0xD55E00),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0x332288),
          new Color(0x999933),
          new Color(0x882255),
          new Color(0x888888));

  /** Viridis (van der Walt and Smith 2015) at 0, 1/4, 1/2, 3/4 and 1. */
  private static final List<Color> RISING =
      List.of(
          new Color(0x440154),
          new Color(0x3B528B),
          new Color(0x21908C),
          new Color(0x5DC863),
          new Color(0xFDE725));

  private static final Color BLUE = new Color(0x2166AC);
  private static final Color RED = new Color(0xB2182B);
  private static final Color SHADE = new Color(0x08306B);

  private Palette() {}

  /** Colour of class {@code index}; from the eleventh on darker, then lighter, then again. */
  static Color of(int index) {
    Color base = CLASSES.get(index % CLASSES.size());
    return switch (index / CLASSES.size() % 3) {
      case 1 -> mix(base, Color.BLACK, 0.4);
      case 2 -> mix(base, Color.WHITE, 0.45);
      default -> base;
    };
  }

  /** Blue at -1, white at 0, red at 1. */
  static Color diverging(double value) {
    double v = Math.max(-1, Math.min(1, value));
    return mix(Color.WHITE, v < 0 ? BLUE : RED, Math.abs(v));
  }

  /** White at 0, dark blue at 1. */
  static Color shade(double share) {
    return mix(Color.WHITE, SHADE, Math.max(0, Math.min(1, share)));
  }

  /** Dark violet at 0, green in the middle, yellow at 1. */
  static Color rising(double share) {
    double at = Math.max(0, Math.min(1, share)) * (RISING.size() - 1);
    int below = Math.min(RISING.size() - 2, (int) at);
    return mix(RISING.get(below), RISING.get(below + 1), at - below);
  }

  /** {@code colour} in the light: darker below 1, lighter above. */
  static Color lit(Color colour, double light) {
    return light < 1
        ? mix(Color.BLACK, colour, Math.max(0, light))
        : mix(colour, Color.WHITE, Math.min(1, light - 1));
  }

  static Color withAlpha(Color c, double alpha) {
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), (int) Math.round(255 * alpha));
  }

  private static Color mix(Color a, Color b, double share) {
    return new Color(
        between(a.getRed(), b.getRed(), share),
        between(a.getGreen(), b.getGreen(), share),
        between(a.getBlue(), b.getBlue(), share));
  }

  private static int between(int a, int b, double share) {
    return (int) Math.round(a + (b - a) * share);
  }
}
