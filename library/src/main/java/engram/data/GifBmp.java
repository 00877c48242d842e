package engram.data;

import java.nio.ByteOrder;

/** Checks the headers of GIF and BMP files, of which only sizes can be checked, before decoding. */
final class GifBmp {
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final int IMAGE = 0x2C;
  private static final int EXTENSION = 0x21;
  private static final int MAX_COLOURS = 256;

  private GifBmp() {}

  static boolean isGif(FileBytes in) {
    return in.startsWith("GIF87a") || in.startsWith("GIF89a");
  }

  static boolean isBmp(FileBytes in) {
    return in.startsWith("BM");
  }

  /** The whole GIF, whose first image is of a sane size. */
  static byte[] checkedGif(FileBytes in) {
    int at = 13 + colours(in.u8(10));
    while (in.u8(at) == EXTENSION) {
      at += 2;
      while (in.u8(at) != 0) {
        at += 1 + in.u8(at);
      }
      at++;
    }
    if (in.u8(at) != IMAGE) {
      throw in.bad(at, "expected an image, got block " + in.u8(at));
    }
    in.requireSize(at + 5, in.u16(at + 5, LITTLE), in.u16(at + 7, LITTLE), 3);
    requireData(in, at + 10 + colours(in.u8(at + 9)));
    return in.copy(0, in.size());
  }

  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static void requireData(FileBytes in, int start) {
    int at = start + 1;
    while (in.u8(at) != 0) {
      at += 1 + in.u8(at);
    }
  }

  /** The whole BMP, whose size, palette and offsets are sane. */
  static byte[] checkedBmp(FileBytes in) {
    int header = in.i32(14, LITTLE);
    if (header != 12 && header != 40 && header != 108 && header != 124) {
      throw in.bad(14, "expected a header of 12, 40, 108 or 124 bytes, got " + header);
    }
    int pixels = in.i32(10, LITTLE);
    if (pixels < 14 + header || pixels > in.size()) {
      throw in.bad(10, "expected an offset within the file, got " + pixels);
    }
    if (header == 12) {
      in.requireSize(18, in.u16(18, LITTLE), in.u16(20, LITTLE), 3);
      requirePixels(in, pixels, in.u16(18, LITTLE), in.u16(20, LITTLE), in.u16(24, LITTLE));
    } else {
      checkLong(in, header, pixels);
    }
    return in.copy(0, in.size());
  }

  private static void checkLong(FileBytes in, int header, int pixels) {
    long width = in.i32(18, LITTLE);
    long height = Math.abs((long) in.i32(22, LITTLE));
    in.requireSize(18, width, height, 3);
    int compression = in.i32(30, LITTLE);
    if (compression < 0 || compression > 3) {
      throw in.bad(30, "expected compression 0 to 3, got " + compression);
    }
    int colours = in.i32(46, LITTLE);
    if (colours < 0 || colours > MAX_COLOURS) {
      throw in.bad(46, "expected 0 to " + MAX_COLOURS + " colours, got " + colours);
    }
    if (header > 40 && in.ascii(70, 4).matches("KNIL|DEBM")) {
      throw in.bad(70, "colour profiles are not read; save it without one");
    }
    if (compression == 0 || compression == 3) {
      requirePixels(in, pixels, width, height, in.u16(28, LITTLE));
    }
  }

  private static void requirePixels(FileBytes in, int at, long width, long height, int bits) {
    long needed = at + height * ((width * bits + 31) / 32 * 4);
    if (needed > in.size()) {
      throw in.bad(in.size(), "the file ends too early; expected " + needed + " bytes");
    }
  }
}
