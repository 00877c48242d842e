package engram.data;

/**
 * Portable grey maps, plain (P2) and binary (P5), with any largest value from 1 to 65535, scaled to
 * 0 to 255.
 *
 * @see <a href="https://netpbm.sourceforge.net/doc/pgm.html">format</a>
 */
final class Pgm {
  private static final int MAX = 65535;

  private final FileBytes in;
  private int at = 2;

  private Pgm(FileBytes in) {
    this.in = in;
  }

  static boolean is(FileBytes in) {
    return in.startsWith("P2") || in.startsWith("P5");
  }

  static Picture read(FileBytes in) {
    return new Pgm(in).read(in.startsWith("P2"));
  }

  private Picture read(boolean plain) {
    int width = number("width", ImageShape.MAX_VALUES);
    int height = number("height", ImageShape.MAX_VALUES);
    in.requireSize(2, width, height, 1);
    int max = number("largest value", MAX);
    if (max < 1) {
      throw in.bad(at, "expected a largest value from 1 to " + MAX + ", got 0");
    }
    ImageShape shape = ImageShape.grey(height, width);
    return new Picture(shape, plain ? plain(shape, max) : binary(shape, max));
  }

  private byte[] plain(ImageShape shape, int max) {
    in.require(at, 2 * shape.values());
    byte[] values = new byte[shape.values()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scaled(number("value", MAX), max, at - 1);
    }
    skipSpace();
    requireEnd();
    return values;
  }

  private byte[] binary(ImageShape shape, int max) {
    int width = max < 256 ? 1 : 2;
    int start = ++at;
    in.require(start, Math.multiplyExact(width, shape.values()));
    byte[] values = new byte[shape.values()];
    for (int i = 0; i < values.length; i++) {
      int offset = start + i * width;
      int value = width == 1 ? in.u8(offset) : in.u8(offset) << 8 | in.u8(offset + 1);
      values[i] = scaled(value, max, offset);
    }
    at = start + values.length * width;
    requireEnd();
    return values;
  }

  private byte scaled(int value, int max, int offset) {
    if (value > max) {
      throw in.bad(offset, "expected a value of at most " + max + ", got " + value);
    }
    return (byte) ((value * 255 + max / 2) / max);
  }

  private void requireEnd() {
    if (at < in.size()) {
      throw in.bad(at, "expected the end of the file, got " + (in.size() - at) + " more bytes");
    }
  }

  private int number(String what, int limit) {
    int before = at;
    skipSpace();
    int from = at;
    long value = 0;
    while (at < in.size() && in.u8(at) >= '0' && in.u8(at) <= '9' && value <= limit) {
      value = value * 10 + in.u8(at++) - '0';
    }
    if (at == from || from == before || value > limit || !(atEnd() || isSpace(in.u8(at)))) {
      throw in.bad(from, "expected a " + what + " from 0 to " + limit);
    }
    return (int) value;
  }

  private boolean atEnd() {
    return at == in.size();
  }

  private void skipSpace() {
    while (!atEnd() && (isSpace(in.u8(at)) || in.u8(at) == '#')) {
      if (in.u8(at) == '#') {
        while (!atEnd() && in.u8(at) != '\n') {
          at++;
        }
      } else {
        at++;
      }
    }
  }

  private static boolean isSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
