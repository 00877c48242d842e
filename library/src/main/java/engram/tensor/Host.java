package engram.tensor;

import engram.base.Check;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The two ways between Java memory and tensors: {@link #upload} and {@link #download}. */
public final class Host {
  private Host() {}

  /**
   * A tensor of {@code shape} with a copy of the elements in {@code bytes}.
   *
   * @param bytes little-endian, from position 0 to its limit; read where it lies if direct
   */
  public static Tensor upload(ByteBuffer bytes, DType type, Device device, long... shape) {
    ByteBuffer there = reachable(bytes, type, shape);
    return madeFrom(
        there,
        () -> {
          var view = view(there, type, shape);
          return device.isCpu() ? view.clone() : moved(view, type, device);
        });
  }

  /** {@code shape} values of bytes 0 to 255, from position 0 to the limit, as F32 in [0, 1]. */
  public static Tensor uploadUnit(ByteBuffer bytes, Device device, long... shape) {
    ByteBuffer there = reachable(bytes, DType.U8, shape);
    return madeFrom(
        there,
        () -> {
          var view = view(there, DType.U8, shape);
          var moved = device.isCpu() ? view : moved(view, DType.U8, device);
          return moved.div(new Scalar(255.0));
        });
  }

  /** The same bytes where native code can read them, checked to be as many as the shape needs. */
  private static ByteBuffer reachable(ByteBuffer bytes, DType type, long... shape) {
    long needed = type.bytes();
    for (long s : shape) {
      needed = Math.multiplyExact(needed, s);
    }
    if (bytes.limit() != needed) {
      Check.require(false, "the shape needs " + needed + " bytes, got " + bytes.limit());
    }
    return bytes.isDirect()
        ? bytes.duplicate().rewind()
        : direct(bytes.limit()).put(0, bytes, 0, bytes.limit());
  }

  private static org.bytedeco.pytorch.Tensor view(ByteBuffer bytes, DType type, long... shape) {
    return torch.from_blob(new BytePointer(bytes), shape, new TensorOptions(type.nativeType()));
  }

  private static org.bytedeco.pytorch.Tensor moved(
      org.bytedeco.pytorch.Tensor view, DType type, Device device) {
    return view.to(new org.bytedeco.pytorch.Device(device.name()), type.nativeType());
  }

  /** A tensor of {@code shape} holding {@code values}, F32. */
  public static Tensor upload(float[] values, Device device, long... shape) {
    ByteBuffer bytes = direct(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return upload(bytes, DType.F32, device, shape);
  }

  /** A tensor {@code [values.length]} holding {@code values}, I64. */
  public static Tensor upload(int[] values, Device device) {
    return upload(IntBuffer.wrap(values), device);
  }

  /** A tensor {@code [n]} with the n whole numbers from position 0 to the limit, I64. */
  public static Tensor upload(IntBuffer values, Device device) {
    IntBuffer whole = values.duplicate().rewind();
    boolean isReachable = whole.isDirect() && whole.order() == ByteOrder.nativeOrder();
    IntBuffer there =
        isReachable
            ? whole
            : direct(whole.limit() * Integer.BYTES).asIntBuffer().put(whole).rewind();
    long[] shape = {there.limit()};
    TensorOptions type = new TensorOptions(ScalarType.Int);
    return madeFrom(
        there, () -> moved(torch.from_blob(new IntPointer(there), shape, type), DType.I64, device));
  }

  /** What {@code operation} makes of the memory of {@code there}, which lasts until it is made. */
  private static Tensor madeFrom(Buffer there, Supplier<org.bytedeco.pytorch.Tensor> operation) {
    try {
      return Tensor.made(operation);
    } finally {
      Reference.reachabilityFence(there);
    }
  }

  /** The elements in row-major order, in a direct little-endian buffer of their own. */
  public static ByteBuffer download(Tensor tensor) {
    try (Scope s = Scope.withoutGradients()) {
      var contiguous = tensor.pointer().detach().cpu().contiguous();
      int size = Math.toIntExact(contiguous.numel() * tensor.type().bytes());
      ByteBuffer bytes = direct(size);
      if (size > 0) {
        bytes.put(new BytePointer(contiguous.data_ptr()).capacity(size).asByteBuffer());
      }
      return bytes.flip();
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  /** The elements in row-major order, as floats. */
  public static float[] floats(Tensor tensor) {
    ByteBuffer bytes;
    try (Scope s = Scope.withoutGradients()) {
      bytes = download(tensor.to(DType.F32));
    }
    float[] values = new float[bytes.limit() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /** Overwrites the elements of {@code target} with those in {@code bytes}. */
  public static void restore(Tensor target, ByteBuffer bytes) {
    try (Scope s = Scope.withoutGradients()) {
      target.assign(upload(bytes, target.type(), Device.CPU, target.sizes()));
    }
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
