package engram.exchange;

import engram.base.Check;
import engram.base.EngramException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Read-only bytes of any length, on the heap or in a mapped file, readable at any offset from
 * several threads.
 */
public final class Bytes {
  /** Files up to this many bytes are copied to the heap; longer ones are mapped. */
  public static final long HEAP_LIMIT = 64L << 20;

  private static final int PART_BITS = 30;
  private static final long PART = 1L << PART_BITS;

  private final ByteBuffer[] parts;
  private final long start;
  private final long size;

  private Bytes(ByteBuffer[] parts, long start, long size) {
    this.parts = parts;
    this.start = start;
    this.size = size;
  }

  /** The bytes of {@code array}, which the caller gives away. */
  public static Bytes wrap(byte[] array) {
    return wrap(ByteBuffer.wrap(array));
  }

  /** The bytes from 0 to the limit of {@code all}, which the caller gives away. */
  public static Bytes wrap(ByteBuffer all) {
    ByteBuffer[] parts = new ByteBuffer[parts(all.limit())];
    for (int i = 0; i < parts.length; i++) {
      int from = (int) (i * PART);
      parts[i] = all.slice(from, (int) Math.min(PART, all.limit() - (long) from));
    }
    return new Bytes(parts, 0, all.limit());
  }

  /**
   * The content of {@code file}; it must not change while in use.
   *
   * @throws EngramException if it is missing, not a regular file, or cannot be read
   */
  public static Bytes open(Path file) {
    requireFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      return size <= HEAP_LIMIT ? wrap(Files.readAllBytes(file)) : map(channel, size);
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }

  /** Throws {@link EngramException} unless {@code file} is a regular file that is there. */
  public static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw EngramException.notFound(file, "no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw EngramException.notFound(file, "expected a file, got a folder or a device");
    }
  }

  private static Bytes map(FileChannel channel, long size) throws IOException {
    ByteBuffer[] parts = new ByteBuffer[parts(size)];
    for (int i = 0; i < parts.length; i++) {
      long from = i * PART;
      parts[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(PART, size - from));
    }
    return new Bytes(parts, 0, size);
  }

  private static int parts(long size) {
    return Math.toIntExact((size + PART - 1) >>> PART_BITS);
  }

  /** Number of bytes. */
  public long size() {
    return size;
  }

  /** Whether they lie in a mapped file rather than on the heap. */
  public boolean isMapped() {
    return parts.length > 0 && parts[0].isDirect();
  }

  /** The {@code length} bytes from {@code offset} on, without a copy. */
  public Bytes slice(long offset, long length) {
    requireRange(offset, length);
    return new Bytes(parts, start + offset, length);
  }

  /** Appends the {@code length} bytes from {@code offset} on to {@code target}. */
  public void copy(long offset, int length, ByteBuffer target) {
    requireRange(offset, length);
    long at = start + offset;
    int left = length;
    while (left > 0) {
      ByteBuffer part = parts[(int) (at >>> PART_BITS)];
      int from = (int) (at & (PART - 1));
      int n = Math.min(left, part.limit() - from);
      target.put(target.position(), part, from, n);
      target.position(target.position() + n);
      at += n;
      left -= n;
    }
  }

  /** The byte at {@code offset}, 0 to 255. */
  public int get(long offset) {
    requireRange(offset, 1);
    long at = start + offset;
    return parts[(int) (at >>> PART_BITS)].get((int) (at & (PART - 1))) & 0xFF;
  }

  /** A copy of the {@code length} bytes from {@code offset} on. */
  public byte[] toArray(long offset, int length) {
    requireRange(offset, length);
    byte[] copy = new byte[length];
    copy(offset, length, ByteBuffer.wrap(copy));
    return copy;
  }

  private void requireRange(long offset, long length) {
    if (offset < 0 || length < 0 || length > size - offset) {
      Check.require(false, length + " bytes at " + offset + " are not within " + size);
    }
  }
}
