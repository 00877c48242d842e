package engram.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Checks a PNG before it is decoded: every chunk's length and CRC-32, the size against the length
 * of the compressed data; and drops all chunks but those that hold pixels.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">format</a>
 */
final class Png {
  private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "IDAT", "IEND");
  private static final int MAX_RATIO = 1032;

  private Png() {}

  static boolean is(FileBytes in) {
    return in.startsWith(SIGNATURE);
  }

  /** The file without what is not needed to draw it. */
  static byte[] checked(FileBytes in) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(in.size());
    kept.writeBytes(in.copy(0, 8));
    long needed = header(in);
    long packed = 0;
    int at = 8;
    for (String type = ""; !type.equals("IEND"); ) {
      int length = in.i32(at, ByteOrder.BIG_ENDIAN);
      type = in.ascii(at + 4, 4);
      in.require(at + 8, length);
      in.require(at + 8 + length, 4);
      checkCrc(in, at, length);
      if (PIXELS.contains(type)) {
        kept.writeBytes(in.copy(at, length + 12));
      } else if (Character.isUpperCase(type.charAt(0))) {
        throw in.bad(at + 4, "unknown chunk '" + type + "' without which it cannot be drawn");
      }
      packed += type.equals("IDAT") ? length : 0;
      at += length + 12;
    }
    if (needed > MAX_RATIO * packed) {
      throw in.bad(16, packed + " bytes of pixel data cannot hold " + needed + " bytes of pixels");
    }
    return kept.toByteArray();
  }

  private static void checkCrc(FileBytes in, int at, int length) {
    CRC32 crc = new CRC32();
    crc.update(in.copy(at + 4, length + 4));
    if ((int) crc.getValue() != in.i32(at + 8 + length, ByteOrder.BIG_ENDIAN)) {
      throw in.bad(at + 8 + length, "the CRC-32 of chunk '" + in.ascii(at + 4, 4) + "' is wrong");
    }
  }

  /** Checks the IHDR chunk; the number of bytes of the pixels before compression. */
  private static long header(FileBytes in) {
    if (in.i32(8, ByteOrder.BIG_ENDIAN) != 13 || !in.ascii(12, 4).equals("IHDR")) {
      throw in.bad(8, "expected an IHDR chunk of 13 bytes first");
    }
    long width = in.i32(16, ByteOrder.BIG_ENDIAN);
    long height = in.i32(20, ByteOrder.BIG_ENDIAN);
    int channels =
        switch (in.u8(25)) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw in.bad(25, "expected colour type 0, 2, 3, 4 or 6, got " + in.u8(25));
        };
    in.requireSize(16, width, height, channels);
    return height * ((width * channels * in.u8(24) + 7) / 8);
  }
}
