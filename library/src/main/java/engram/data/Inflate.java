package engram.data;

import engram.base.EngramException;
import engram.exchange.Bytes;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks a gzip file to the length that its content's own header declares, and not a byte more.
 */
final class Inflate {
  private static final int FIRST = 16 << 20;
  private static final int BUFFER = 1 << 16;

  private Inflate() {}

  /**
   * The content of {@code file}; {@code length} computes its whole length from its first {@code
   * headerLength} bytes (or fewer, where there are no more) before memory is taken for it.
   */
  static Bytes gzip(Path file, int headerLength, ToLongFunction<Bytes> length) {
    Bytes.requireFile(file);
    AtomicLong at = new AtomicLong();
    try (InputStream packed = new Counting(Files.newInputStream(file), at);
        InputStream in = new GZIPInputStream(packed, BUFFER)) {
      byte[] header = in.readNBytes(headerLength);
      long declared = length.applyAsLong(Bytes.wrap(header));
      requireMemory(file, declared);
      byte[] content = read(in, header, (int) declared);
      if (content.length < declared || in.read() >= 0) {
        String what = content.length < declared ? "ends here" : "goes on";
        throw bad(file, content.length, "expected " + declared + " bytes, but the data " + what);
      }
      return Bytes.wrap(content);
    } catch (EOFException | ZipException e) {
      throw new EngramException(
          EngramException.Kind.BAD_DATA,
          file
              + ": byte "
              + at
              + ": not a whole gzip file ("
              + (e.getMessage() == null ? "it ends early" : e.getMessage())
              + "); fetch it again",
          e);
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }

  private static void requireMemory(Path file, long declared) {
    if (declared > Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory())) {
      throw bad(file, 0, "unpacks to " + declared + " bytes, too many for memory; gunzip it first");
    }
  }

  private static byte[] read(InputStream in, byte[] header, int declared) throws IOException {
    byte[] content = Arrays.copyOf(header, Math.max(header.length, Math.min(FIRST, declared)));
    int have = header.length;
    while (have < declared) {
      if (have == content.length) {
        content = Arrays.copyOf(content, (int) Math.min(declared, 2L * have));
      }
      int n = in.read(content, have, content.length - have);
      if (n < 0) {
        return Arrays.copyOf(content, have);
      }
      have += n;
    }
    return content;
  }

  private static EngramException bad(Path file, long offset, String what) {
    return EngramException.badData(file, offset, what + " (offset in the unpacked data)");
  }

  /** Counts the bytes read; damage lies at most a buffer before that. */
  private static final class Counting extends FilterInputStream {
    private final AtomicLong count;

    Counting(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count.addAndGet(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int n = super.read(target, from, length);
      count.addAndGet(Math.max(0, n));
      return n;
    }
  }
}
