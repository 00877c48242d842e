package engram.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Checks a PNG before it is decoded: every chunk's length and CRC-32, the header, the compressed
 * pixels; and drops all chunks but those that hold pixels.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">format</a>
 */
final class Png {
  private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "IDAT", "IEND");
  private static final int MAX_RATIO = 1032;

  /** Bits of a sample by colour type, where that may be fewer than 8. */
  private static final Map<Integer, Set<Integer>> DEPTHS =
      Map.of(0, Set.of(1, 2, 4, 8, 16), 3, Set.of(1, 2, 4, 8));

  private Png() {}

  static boolean is(FileBytes in) {
    return in.startsWith(SIGNATURE);
  }

  /** The file without what is not needed to draw it. */
  static byte[] checked(FileBytes in) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(in.size());
    kept.writeBytes(in.copy(0, 8));
    PngPixels pixels = header(in);
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
      if (type.equals("IDAT")) {
        pixels.add(at + 8, length);
      }
      at += length + 12;
    }
    if (pixels.needed() > MAX_RATIO * pixels.packed()) {
      throw in.bad(
          16,
          pixels.packed()
              + " bytes of pixel data cannot hold "
              + pixels.needed()
              + " bytes of pixels");
    }
    pixels.check();
    return kept.toByteArray();
  }

  private static void checkCrc(FileBytes in, int at, int length) {
    CRC32 crc = new CRC32();
    crc.update(in.copy(at + 4, length + 4));
    if ((int) crc.getValue() != in.i32(at + 8 + length, ByteOrder.BIG_ENDIAN)) {
      throw in.bad(at + 8 + length, "the CRC-32 of chunk '" + in.ascii(at + 4, 4) + "' is wrong");
    }
  }

  /** Checks the IHDR chunk; the pixels that it declares. */
  private static PngPixels header(FileBytes in) {
    if (in.i32(8, ByteOrder.BIG_ENDIAN) != 13 || !in.ascii(12, 4).equals("IHDR")) {
      throw in.bad(8, "expected an IHDR chunk of 13 bytes first");
    }
    int width = in.i32(16, ByteOrder.BIG_ENDIAN);
    int height = in.i32(20, ByteOrder.BIG_ENDIAN);
    int colour = in.u8(25);
    int channels =
        switch (colour) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw in.bad(25, "expected colour type 0, 2, 3, 4 or 6, got " + colour);
        };
    requireOneOf(in, 24, DEPTHS.getOrDefault(colour, Set.of(8, 16)), "bit depth");
    requireOneOf(in, 26, Set.of(0), "compression method");
    requireOneOf(in, 27, Set.of(0), "filter method");
    requireOneOf(in, 28, Set.of(0, 1), "interlace method");
    in.requireSize(16, width, height, channels);
    return new PngPixels(in, width, height, channels * in.u8(24), in.u8(28) == 1);
  }

  private static void requireOneOf(FileBytes in, int at, Set<Integer> allowed, String what) {
    if (!allowed.contains(in.u8(at))) {
      String one = allowed.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
      throw in.bad(at, "expected a " + what + " of " + one + ", got " + in.u8(at));
    }
  }
}
