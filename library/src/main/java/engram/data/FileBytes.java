package engram.data;

import engram.base.EngramException;
import engram.exchange.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file in memory; reading past its end is bad data, not a programming error. */
final class FileBytes {
  private static final long LIMIT = 256L << 20;

  /** No image of fewer pixels is too large, however small its file. */
  private static final long SMALL = 1L << 24;

  /** The most that deflate can shrink. */
  private static final long MAX_RATIO = 1032;

  private final Path file;
  private final ByteBuffer bytes;

  FileBytes(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(bytes);
  }

  static FileBytes read(Path file) {
    Bytes.requireFile(file);
    try {
      long size = Files.size(file);
      if (size > LIMIT) {
        throw EngramException.badData(file, "expected an image of at most 256 MB, got " + size);
      }
      return new FileBytes(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }

  Path file() {
    return file;
  }

  int size() {
    return bytes.limit();
  }

  /** The byte at {@code offset}, 0 to 255. */
  int u8(int offset) {
    require(offset, 1);
    return bytes.get(offset) & 0xFF;
  }

  int u16(int offset, ByteOrder order) {
    require(offset, 2);
    return bytes.order(order).getShort(offset) & 0xFFFF;
  }

  int i32(int offset, ByteOrder order) {
    require(offset, 4);
    return bytes.order(order).getInt(offset);
  }

  String ascii(int offset, int length) {
    return new String(copy(offset, length), StandardCharsets.ISO_8859_1);
  }

  boolean startsWith(String latin1) {
    return size() >= latin1.length() && ascii(0, latin1.length()).equals(latin1);
  }

  byte[] copy(int offset, int length) {
    require(offset, length);
    byte[] copy = new byte[length];
    bytes.get(offset, copy);
    return copy;
  }

  void require(int offset, int length) {
    if (offset < 0 || length < 0 || length > size() - (long) offset) {
      throw bad(size(), "the file ends too early");
    }
  }

  /** Refuses a size, declared at {@code offset}, that is no image or far beyond this file. */
  void requireSize(int offset, long width, long height, int channels) {
    if (width < 1 || height < 1) {
      throw bad(offset, "expected a width and height of at least 1, got " + width + "x" + height);
    }
    long limit = Math.min(ImageShape.MAX_VALUES / channels, Math.max(SMALL, MAX_RATIO * size()));
    if (width > limit || height > limit || width * height > limit) {
      throw bad(offset, "an image here may have " + limit + " pixels, got " + width + "x" + height);
    }
  }

  EngramException bad(int offset, String what) {
    return EngramException.badData(file, offset, what);
  }
}
