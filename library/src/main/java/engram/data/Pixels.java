package engram.data;

import java.nio.ByteBuffer;

/**
 * The stored values of many images of one shape, in the order channels, rows, columns; in memory or
 * left in a file. Safe to read from several threads.
 */
public interface Pixels {
  /** How one value is stored. */
  enum Element {
    /** One byte, 0 to 255, standing for 0 to 1. */
    U8(1),
    /** A little-endian float in [0, 1]. */
    F32(4);

    private final int bytes;

    Element(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of one value. */
    public int bytes() {
      return bytes;
    }
  }

  /** How a value is stored. */
  Element element();

  /** Number of images. */
  int count();

  /** Appends the stored bytes of image {@code index} to {@code target}. */
  void copy(int index, ByteBuffer target);
}
