package engram.report;

import engram.data.synthetic.Typeface;
import java.awt.Color;

/**
 * How a line of text is set.
 *
 * @param size units per em
 * @param align where the given position lies: 0 at the text's start, 0.5 middle, 1 end
 */
record Style(double size, Color colour, double align) {
  static final Style TICK = new Style(11, Palette.SOFT, 0.5);
  static final Style TITLE = new Style(12.5, Palette.TEXT, 0.5);
  static final Style LABEL = new Style(12, Palette.TEXT, 0);

  Style start() {
    return new Style(size, colour, 0);
  }

  Style centred() {
    return new Style(size, colour, 0.5);
  }

  Style end() {
    return new Style(size, colour, 1);
  }

  Style in(Color other) {
    return new Style(size, other, align);
  }

  double width(String text) {
    return Typeface.SANS.width(text, size);
  }

  String fit(String text, double width) {
    return Typeface.SANS.fit(text, size, width);
  }

  /** How far below a line's middle its baseline lies. */
  double drop() {
    return 0.35 * size;
  }
}
