package engram.exchange;

import engram.base.Check;
import engram.base.EngramException;
import engram.math.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable array of numbers of any shape, last dimension fastest; in memory or left in a file.
 */
public final class NdArray {
  /** How one element is stored. */
  public enum Type {
    U8(1),
    BOOL(1),
    I32(4),
    I64(8),
    F32(4),
    F64(8);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
      return bytes;
    }

    /** Whether elements are floating-point numbers. */
    public boolean isFloat() {
      return this == F32 || this == F64;
    }
  }

  private static final int BLOCK = 1 << 13;
  private static final int MAX_HEAP = Integer.MAX_VALUE - 8;

  private final String name;
  private final Type type;
  private final List<Long> shape;
  private final Bytes bytes;
  private final boolean bigEndian;

  NdArray(String name, Type type, List<Long> shape, Bytes bytes, boolean bigEndian) {
    this.name = name;
    this.type = type;
    this.shape = List.copyOf(shape);
    this.bytes = bytes;
    this.bigEndian = bigEndian;
    Check.require(
        Math.multiplyExact(elements(this.shape), type.bytes()) == bytes.size(),
        name + ": shape " + shape + " of " + type + " does not fill " + bytes.size() + " bytes");
  }

  /** Elements of an array of {@code shape}; throws {@link ArithmeticException} beyond 2^63 - 1. */
  static long elements(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** An array over little-endian {@code bytes}; {@code name} is what errors call it. */
  public static NdArray of(String name, Type type, List<Long> shape, Bytes bytes) {
    return new NdArray(name, type, shape, bytes, false);
  }

  /** A copy of {@code values} as F32. */
  public static NdArray of(float[] values, long... shape) {
    ByteBuffer b = littleEndian(values.length, Float.BYTES);
    b.asFloatBuffer().put(values);
    return of("array", Type.F32, list(shape), Bytes.wrap(b));
  }

  /** A copy of {@code values} as I32. */
  public static NdArray of(int[] values, long... shape) {
    ByteBuffer b = littleEndian(values.length, Integer.BYTES);
    b.asIntBuffer().put(values);
    return of("array", Type.I32, list(shape), Bytes.wrap(b));
  }

  /** A copy of {@code values} as U8. */
  public static NdArray of(byte[] values, long... shape) {
    return of("array", Type.U8, list(shape), Bytes.wrap(values.clone()));
  }

  /** A copy of {@code matrix} as F32 {@code [rows, columns]}. */
  public static NdArray of(Matrix matrix) {
    ByteBuffer b = littleEndian(matrix.buffer().remaining(), Float.BYTES);
    b.asFloatBuffer().put(matrix.buffer());
    List<Long> shape = List.of((long) matrix.rows(), (long) matrix.columns());
    return of("matrix", Type.F32, shape, Bytes.wrap(b));
  }

  private static ByteBuffer littleEndian(int count, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Long> list(long... shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  /** What errors call this array. */
  public String name() {
    return name;
  }

  public Type type() {
    return type;
  }

  /** Sizes of the dimensions, slowest first; empty for a single number. */
  public List<Long> shape() {
    return shape;
  }

  /** Number of elements. */
  public long count() {
    return bytes.size() / type.bytes();
  }

  /** Whether the elements are left in a file rather than held in memory. */
  public boolean isOnDisk() {
    return bytes.isOnDisk();
  }

  /** Appends the {@code n} elements from {@code first} on to {@code target}, little-endian. */
  public void read(long first, int n, ByteBuffer target) {
    int from = target.position();
    bytes.copy(first * type.bytes(), Math.multiplyExact(n, type.bytes()), target);
    if (bigEndian) {
      swap(target, from);
    }
  }

  private void swap(ByteBuffer b, int from) {
    for (int i = from; i < b.position(); i += type.bytes()) {
      for (int low = i, high = i + type.bytes() - 1; low < high; low++, high--) {
        byte kept = b.get(low);
        b.put(low, b.get(high)).put(high, kept);
      }
    }
  }

  /** All elements as floats; integers are converted, doubles rounded. */
  public float[] toFloats() {
    float[] values = new float[heapCount()];
    forEachBlock(
        (at, n, b) -> {
          for (int i = 0; i < n; i++) {
            values[at + i] = floatAt(b, i);
          }
        });
    return values;
  }

  private float floatAt(ByteBuffer b, int i) {
    return switch (type) {
      case U8, BOOL -> b.get(i) & 0xFF;
      case I32 -> b.getInt(i * 4);
      case I64 -> b.getLong(i * 8);
      case F32 -> b.getFloat(i * 4);
      case F64 -> (float) b.getDouble(i * 8);
    };
  }

  /**
   * All elements of an integer array.
   *
   * @throws EngramException if elements are floats or do not fit an int
   */
  public int[] toInts() {
    if (type.isFloat()) {
      throw bad("expected whole numbers, got " + type + "; save it with astype('int64')");
    }
    int[] values = new int[heapCount()];
    forEachBlock(
        (at, n, b) -> {
          for (int i = 0; i < n; i++) {
            values[at + i] = intAt(b, i, at);
          }
        });
    return values;
  }

  private int intAt(ByteBuffer b, int i, int at) {
    if (type != Type.I64) {
      return type == Type.I32 ? b.getInt(i * 4) : b.get(i) & 0xFF;
    }
    long value = b.getLong(i * 8);
    if (value != (int) value) {
      throw bad("element " + (at + i) + ": expected a 32-bit number, got " + value);
    }
    return (int) value;
  }

  /**
   * The array as a matrix with one row per entry of the first dimension; the other dimensions are
   * joined.
   *
   * @throws EngramException if it is a single number, too large, or holds NaN or infinity
   */
  public Matrix toMatrix() {
    if (shape.isEmpty()) {
      throw bad("expected rows and columns, got a single number");
    }
    float[] values = toFloats();
    int rows = dimension(shape.subList(0, 1));
    int columns = dimension(shape.subList(1, shape.size()));
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        String where = "row " + i / columns + ", column " + i % columns;
        throw bad(where + ": expected a finite number, got " + values[i]);
      }
    }
    return Matrix.wrap(rows, columns, values);
  }

  private int dimension(List<Long> sizes) {
    try {
      return Math.toIntExact(elements(sizes));
    } catch (ArithmeticException e) {
      String what = name + ": shape " + shape + " is too large for a matrix";
      throw new EngramException(EngramException.Kind.BAD_DATA, what, e);
    }
  }

  private interface Block {
    void accept(int at, int n, ByteBuffer values);
  }

  private void forEachBlock(Block block) {
    ByteBuffer b = littleEndian(BLOCK, type.bytes());
    int count = heapCount();
    for (int at = 0; at < count; at += BLOCK) {
      int n = Math.min(BLOCK, count - at);
      read(at, n, b.clear());
      block.accept(at, n, b);
    }
  }

  private int heapCount() {
    long needed = count() * Float.BYTES;
    if (count() > MAX_HEAP || needed > Runtime.getRuntime().maxMemory()) {
      throw bad("needs " + (needed >> 20) + " MB of memory; give Java more with -Xmx");
    }
    return (int) count();
  }

  private EngramException bad(String what) {
    return new EngramException(EngramException.Kind.BAD_DATA, name + ": " + what);
  }

  @Override
  public String toString() {
    return "NdArray[" + name + " " + type + " " + shape + "]";
  }
}
