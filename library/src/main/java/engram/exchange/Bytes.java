package engram.exchange;

import engram.base.Check;
import engram.base.EngramException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Read-only bytes of any length, in memory or left in a file, readable at any offset from several
 * threads. What is left in a file takes no memory of this process.
 */
public final class Bytes {
  /** Files up to this many bytes are copied to the heap; longer ones are read where asked. */
  public static final long HEAP_LIMIT = 64L << 20;

  /** Where the bytes are. */
  private sealed interface Source {
    void copy(long at, int length, ByteBuffer target);
  }

  private record Memory(ByteBuffer all) implements Source {
    @Override
    public void copy(long at, int length, ByteBuffer target) {
      target.put(target.position(), all, (int) at, length);
      target.position(target.position() + length);
    }
  }

  private record OnDisk(Path file, FileChannel channel) implements Source {
    @Override
    public void copy(long at, int length, ByteBuffer target) {
      ByteBuffer window = target.duplicate().limit(target.position() + length);
      try {
        while (window.hasRemaining()) {
          if (channel.read(window, at + length - window.remaining()) < 0) {
            throw new EOFException("the file became shorter while in use");
          }
        }
      } catch (IOException e) {
        throw EngramException.io(file, e);
      }
      target.position(window.position());
    }
  }

  private final Source source;
  private final long start;
  private final long size;

  private Bytes(Source source, long start, long size) {
    this.source = source;
    this.start = start;
    this.size = size;
  }

  /** The bytes of {@code array}, which the caller gives away. */
  public static Bytes wrap(byte[] array) {
    return wrap(ByteBuffer.wrap(array));
  }

  /** The bytes from 0 to the limit of {@code all}, which the caller gives away. */
  public static Bytes wrap(ByteBuffer all) {
    return new Bytes(new Memory(all), 0, all.limit());
  }

  /**
   * The content of {@code file}; it must not change while in use.
   *
   * @throws EngramException if it is missing, not a regular file, or cannot be read
   */
  public static Bytes open(Path file) {
    requireFile(file);
    try {
      long size = Files.size(file);
      return size <= HEAP_LIMIT
          ? wrap(Files.readAllBytes(file))
          : new Bytes(new OnDisk(file, FileChannel.open(file, StandardOpenOption.READ)), 0, size);
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

  /** Number of bytes. */
  public long size() {
    return size;
  }

  /** Whether they are left in a file rather than held in memory. */
  public boolean isOnDisk() {
    return source instanceof OnDisk;
  }

  /** The {@code length} bytes from {@code offset} on, without a copy. */
  public Bytes slice(long offset, long length) {
    requireRange(offset, length);
    return new Bytes(source, start + offset, length);
  }

  /** Appends the {@code length} bytes from {@code offset} on to {@code target}. */
  public void copy(long offset, int length, ByteBuffer target) {
    requireRange(offset, length);
    source.copy(start + offset, length, target);
  }

  /** The byte at {@code offset}, 0 to 255. */
  public int get(long offset) {
    ByteBuffer one = ByteBuffer.allocate(1);
    copy(offset, 1, one);
    return one.get(0) & 0xFF;
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
