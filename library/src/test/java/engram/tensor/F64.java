package engram.tensor;

import engram.base.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Tensors of doubles for tests: made from arrays, read back, and differentiated numerically. */
public final class F64 {
  private static final double STEP = 1e-6;

  private F64() {}

  /** A tensor of {@code shape} holding {@code values}. */
  public static Tensor of(double[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * Double.BYTES).order(ByteOrder.nativeOrder());
    bytes.asDoubleBuffer().put(values);
    return Host.upload(bytes, DType.F64, Device.CPU, shape);
  }

  /** The elements in row-major order. */
  public static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.elements())];
    Host.download(tensor.to(DType.F64)).asDoubleBuffer().get(values);
    return values;
  }

  /** Values of both signs, none within 0.1 of 0 or of another's kink at 0, all different. */
  public static double[] random(String name, int count) {
    SplittableRandom random = new Seed(1).child(name).random();
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.1, 1.5);
    }
    return values;
  }

  /** The gradient of {@code f} as {@link Tensor#gradients} has it, for each input. */
  public static List<double[]> gradients(
      Function<List<Tensor>, Tensor> f, List<double[]> inputs, List<long[]> shapes) {
    try (Scope scope = new Scope()) {
      Parameters parameters = new Parameters();
      for (int i = 0; i < inputs.size(); i++) {
        parameters.add("x" + i, of(inputs.get(i), shapes.get(i)));
      }
      List<Tensor> x = parameters.all();
      return f.apply(x).gradients(x).stream().map(F64::values).toList();
    }
  }

  /** The gradient of {@code f} with respect to input {@code which} by central differences. */
  public static double[] differences(
      Function<List<Tensor>, Tensor> f, List<double[]> inputs, List<long[]> shapes, int which) {
    double[] x = inputs.get(which);
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double kept = x[i];
      x[i] = kept + STEP;
      double above = value(f, inputs, shapes);
      x[i] = kept - STEP;
      double below = value(f, inputs, shapes);
      x[i] = kept;
      gradient[i] = (above - below) / (2 * STEP);
    }
    return gradient;
  }

  private static double value(
      Function<List<Tensor>, Tensor> f, List<double[]> inputs, List<long[]> shapes) {
    try (Scope scope = Scope.withoutGradients()) {
      Tensor[] x = new Tensor[inputs.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = of(inputs.get(i), shapes.get(i));
      }
      return f.apply(List.of(x)).item();
    }
  }
}
