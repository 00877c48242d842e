package engram.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Small valid files to read, cut and damage. */
final class TestFiles {
  private TestFiles() {}

  /** An IDX file of images whose values count up. */
  static byte[] idx(int n, int height, int width) {
    byte[] b = idxHeader(n, height, width, n * height * width);
    for (int i = 16; i < b.length; i++) {
      b[i] = (byte) i;
    }
    return b;
  }

  /** An IDX header that declares anything, followed by {@code dataLength} zero bytes. */
  static byte[] idxHeader(int n, int height, int width, int dataLength) {
    return ByteBuffer.allocate(16 + dataLength)
        .putInt(0x803)
        .putInt(n)
        .putInt(height)
        .putInt(width)
        .array();
  }

  /** An IDX file of {@code n} labels 0, 1, 2, 0, ... */
  static byte[] idxLabels(int n) {
    ByteBuffer b = ByteBuffer.allocate(8 + n).putInt(0x801).putInt(n);
    for (int i = 0; i < n; i++) {
      b.put((byte) (i % 3));
    }
    return b.array();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
