package engram.exchange;

import engram.base.Check;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A tensor as it lies in a file: element type, shape and little-endian bytes in row-major order.
 *
 * <p>The bytes are a read-only view: whoever made the buffer must not write to it afterwards.
 *
 * @param type element type
 * @param shape sizes of the dimensions, each at least 0; empty for a single number
 * @param bytes the elements, {@code product(shape) * type.size()} bytes
 */
public record TensorData(Type type, List<Long> shape, ByteBuffer bytes) {
  /** An element type, named as safetensors names it. */
  public enum Type {
    F64(8),
    I64(8),
    F32(4),
    I32(4),
    F16(2),
    BF16(2),
    U8(1),
    BOOL(1);

    private final int size;

    Type(int size) {
      this.size = size;
    }

    /** Bytes per element. */
    public int size() {
      return size;
    }
  }

  public TensorData {
    shape = List.copyOf(shape);
    bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long expected = byteCount(type, shape);
    Check.require(
        bytes.remaining() == expected,
        "bytes of a tensor %s %s must be %d, got %d"
            .formatted(type, shape, expected, bytes.remaining()));
  }

  /** A tensor of the {@code values} that remain in the buffer, copied. */
  public static TensorData ofFloats(List<Long> shape, FloatBuffer values) {
    int size = Math.multiplyExact(values.remaining(), Float.BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values.duplicate());
    return new TensorData(Type.F32, shape, bytes);
  }

  /** The elements as 32-bit floats, read-only; the type must be {@code F32}. */
  public FloatBuffer floats() {
    Check.require(type == Type.F32, "type of a tensor read as floats must be F32, got " + type);
    return bytes().asFloatBuffer();
  }

  /** The bytes, read-only and little-endian, with a position of the caller's own. */
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Bytes that a tensor takes.
   *
   * @throws IllegalArgumentException if a size is negative or the product exceeds 64 bits
   */
  static long byteCount(Type type, List<Long> shape) {
    shape.forEach(size -> Check.atLeast("size", size, 0));
    if (shape.contains(0L)) {
      return 0;
    }
    try {
      return shape.stream().reduce((long) type.size(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("shape " + shape + " takes more than 2^63 bytes", e);
    }
  }
}
