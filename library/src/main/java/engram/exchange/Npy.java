package engram.exchange;

import engram.base.SafeFile;
import engram.math.Matrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * NumPy's array files, versions 1 to 3.
 *
 * <p>Any damage is an {@link engram.base.EngramException} that names file and byte, found before
 * memory is taken for the data. Python objects are never loaded. Files beyond {@link
 * Bytes#HEAP_LIMIT} stay on disk.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format</a>
 */
public final class Npy {
  private static final int ALIGNMENT = 64;
  private static final int BLOCK = 1 << 16;

  private Npy() {}

  /** Opens {@code file}: little- or big-endian, C or Fortran order. */
  public static NdArray open(Path file) {
    return parse(file.toString(), Bytes.open(file));
  }

  /** The array in {@code bytes}, which hold a whole NPY file that errors call {@code name}. */
  static NdArray parse(String name, Bytes bytes) {
    NpyHeader h = NpyHeader.parse(name, bytes);
    Bytes data = bytes.slice(h.dataOffset(), bytes.size() - h.dataOffset());
    boolean transposed = h.fortran() && h.shape().stream().filter(n -> n != 1).count() > 1;
    return new NdArray(
        name, h.type(), h.shape(), transposed ? rowMajor(name, data, h) : data, h.bigEndian());
  }

  /** Reorders column-major {@code data}; the copy is as large as the data, on the heap. */
  private static Bytes rowMajor(String name, Bytes data, NpyHeader header) {
    if (data.size() > Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 2)) {
      String what = "too large to be read in Fortran order; save it with ascontiguousarray";
      throw NpyHeader.bad(name, 0, what);
    }
    List<Long> shape = header.shape();
    int width = header.type().bytes();
    ByteBuffer result = ByteBuffer.allocate(Math.toIntExact(data.size()));
    int rank = shape.size();
    long[] index = new long[rank];
    while (result.hasRemaining()) {
      long at = 0;
      for (int d = rank - 1; d >= 0; d--) {
        at = at * shape.get(d) + index[d];
      }
      data.copy(at * width, width, result);
      for (int d = rank - 1; d >= 0 && ++index[d] == shape.get(d); d--) {
        index[d] = 0;
      }
    }
    return Bytes.wrap(result.array());
  }

  /** Writes {@code array} to {@code file}, all or nothing. */
  public static void write(Path file, NdArray array) {
    SafeFile.writeStream(file, out -> write(out, array));
  }

  /** Writes {@code matrix} to {@code file} as F32 {@code [rows, columns]}. */
  public static void write(Path file, Matrix matrix) {
    write(file, NdArray.of(matrix));
  }

  static void write(OutputStream out, NdArray array) throws IOException {
    out.write(header(array));
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    int perBlock = BLOCK / array.type().bytes();
    for (long at = 0; at < array.count(); at += perBlock) {
      array.read(at, (int) Math.min(perBlock, array.count() - at), block.clear());
      out.write(block.array(), 0, block.position());
    }
  }

  private static byte[] header(NdArray array) {
    String sizes = array.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String shape = "(" + sizes + (array.shape().size() == 1 ? ",)" : ")");
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(descr(array.type()), shape);
    int length = text.length() + 1;
    int padding = Math.floorMod(-(10 + length), ALIGNMENT);
    String padded = text + " ".repeat(padding) + "\n";
    ByteBuffer b = ByteBuffer.allocate(10 + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
    b.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    b.putShort((short) padded.length());
    return b.put(padded.getBytes(StandardCharsets.ISO_8859_1)).array();
  }

  private static String descr(NdArray.Type type) {
    return switch (type) {
      case U8 -> "|u1";
      case BOOL -> "|b1";
      case I32 -> "<i4";
      case I64 -> "<i8";
      case F32 -> "<f4";
      case F64 -> "<f8";
    };
  }
}
