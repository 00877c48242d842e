package engram.data;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The compressed pixels of a PNG: one zlib stream, spread over its IDAT chunks, of rows that each
 * begin with the number of their filter.
 */
final class PngPixels {
  private static final int FILTERS = 5;

  /** First column and row, and steps between them, of the passes of an interlaced image. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private record Rows(int count, int bytes) {}

  private record Chunk(int at, int length) {}

  private final FileBytes in;
  private final List<Rows> passes = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();

  /** Of an image of {@code width} columns and {@code height} rows, each pixel of {@code bits}. */
  PngPixels(FileBytes in, int width, int height, int bits, boolean interlaced) {
    this.in = in;
    for (int[] p : interlaced ? ADAM7 : ONE_PASS) {
      long columns = (width - p[0] + p[2] - 1L) / p[2];
      int rows = (height - p[1] + p[3] - 1) / p[3];
      if (columns > 0 && rows > 0) {
        passes.add(new Rows(rows, 1 + Math.toIntExact((columns * bits + 7) / 8)));
      }
    }
  }

  /** The next part of the stream: {@code length} bytes at {@code at}. */
  void add(int at, int length) {
    chunks.add(new Chunk(at, length));
  }

  /** How many bytes there are before compression. */
  long needed() {
    return passes.stream().mapToLong(p -> (long) p.count * p.bytes).sum();
  }

  /** How many bytes there are after compression. */
  long packed() {
    return chunks.stream().mapToLong(Chunk::length).sum();
  }

  /** Refuses a stream that is damaged or too short, with the byte of the file where it is so. */
  void check() {
    Stream stream = new Stream();
    try {
      for (Rows pass : passes) {
        byte[] row = new byte[pass.bytes];
        for (int y = 0; y < pass.count; y++) {
          stream.fill(row);
          if (row[0] < 0 || row[0] >= FILTERS) {
            throw in.bad(stream.at(), "expected a row with filter 0 to 4, got " + (row[0] & 0xFF));
          }
        }
      }
      stream.checkSum();
    } catch (DataFormatException e) {
      throw in.bad(stream.at(), "the compressed pixels are damaged (" + e.getMessage() + ")");
    } finally {
      stream.inflater.end();
    }
  }

  /** Unpacks chunk by chunk. */
  private final class Stream {
    private final Inflater inflater = new Inflater();
    private int next;
    private long before;

    /** How far the file is read. */
    int at() {
      Chunk chunk = chunks.get(Math.max(0, next - 1));
      return chunk.at + (int) (inflater.getBytesRead() - before);
    }

    void fill(byte[] row) throws DataFormatException {
      int have = 0;
      while (have < row.length) {
        have += inflater.inflate(row, have, row.length - have);
        if (have < row.length && !more()) {
          throw in.bad(at(), "the compressed pixels end here, " + needed() + " bytes are needed");
        }
      }
    }

    /** What follows the rows is read to the end of the stream, where its checksum is. */
    void checkSum() throws DataFormatException {
      byte[] rest = new byte[1 << 10];
      while (!inflater.finished()) {
        if (inflater.inflate(rest) == 0 && !inflater.finished() && !more()) {
          throw in.bad(at(), "the compressed pixels end without their checksum");
        }
      }
    }

    /** Goes on to the next chunk where this one is used up; false if nothing can follow. */
    private boolean more() {
      if (inflater.needsInput() && next < chunks.size()) {
        Chunk chunk = chunks.get(next++);
        before = inflater.getBytesRead();
        inflater.setInput(in.copy(chunk.at, chunk.length));
        return true;
      }
      return !(inflater.needsInput() || inflater.finished() || inflater.needsDictionary());
    }
  }
}
