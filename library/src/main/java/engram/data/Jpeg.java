package engram.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;

/**
 * Checks a JPEG before it is decoded: segments up to the first scan, the size, the end marker; and
 * drops comments, colour profiles and metadata.
 */
final class Jpeg {
  private static final int APP1 = 0xE1;
  private static final int ADOBE = 0xEE;
  private static final int APP15 = 0xEF;
  private static final int COMMENT = 0xFE;
  private static final int SCAN = 0xDA;

  private Jpeg() {}

  static boolean is(FileBytes in) {
    return in.startsWith("\u00ff\u00d8\u00ff");
  }

  /** The file without what is not needed to draw it. */
  static byte[] checked(FileBytes in) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(in.size());
    kept.writeBytes(in.copy(0, 2));
    boolean sized = false;
    int at = 2;
    for (int marker = marker(in, at); marker != SCAN; marker = marker(in, at)) {
      int length = 2 + in.u16(at + 2, ByteOrder.BIG_ENDIAN);
      in.require(at, length);
      if (isFrame(marker)) {
        checkFrame(in, at, marker, sized);
        sized = true;
      }
      if (!isMetadata(marker)) {
        kept.writeBytes(in.copy(at, length));
      }
      at += length;
    }
    requireScan(in, at, sized);
    kept.writeBytes(in.copy(at, in.size() - at));
    return kept.toByteArray();
  }

  private static int marker(FileBytes in, int at) {
    if (in.u8(at) != 0xFF || in.u8(at + 1) < 0xC0) {
      throw in.bad(at, "expected a JPEG marker");
    }
    return in.u8(at + 1);
  }

  private static boolean isMetadata(int marker) {
    return marker == COMMENT || (marker >= APP1 && marker <= APP15 && marker != ADOBE);
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static void checkFrame(FileBytes in, int at, int marker, boolean again) {
    if (marker > 0xC2 || again) {
      throw in.bad(at, "expected one baseline or progressive frame, got marker " + marker);
    }
    int channels = in.u8(at + 9);
    if (channels != 1 && channels != 3) {
      throw in.bad(at + 9, "expected 1 or 3 channels, got " + channels);
    }
    int height = in.u16(at + 5, ByteOrder.BIG_ENDIAN);
    in.requireSize(at + 5, in.u16(at + 7, ByteOrder.BIG_ENDIAN), height, channels);
  }

  private static void requireScan(FileBytes in, int scan, boolean sized) {
    if (!sized) {
      throw in.bad(scan, "expected a frame header before the first scan");
    }
    for (int at = in.size() - 2; at > scan; at--) {
      if (in.u8(at) == 0xFF && in.u8(at + 1) == 0xD9) {
        return;
      }
    }
    throw in.bad(in.size(), "the file ends without its end marker");
  }
}
