package engram.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * An n-dimensional array in native memory; operations return new tensors and change none.
 *
 * <p>Belongs to the {@link Scope} it was made in and is dead once that is closed. Shapes are
 * written {@code [n, channels, height, width]}; broadcasting follows NumPy. Wrong shapes and
 * exhausted memory throw {@link TensorException}. The only changes in place are package-private,
 * for optimisers and for loading.
 */
public final class Tensor {
  private static final AtomicLong LIVE = new AtomicLong();

  private final Values values;
  private boolean released;

  private Tensor(Values values) {
    this.values = values;
    LIVE.incrementAndGet();
    Scope.current().own(this);
  }

  /** Number of tensors alive in this process. */
  public static long live() {
    return LIVE.get();
  }

  static Tensor made(Supplier<org.bytedeco.pytorch.Tensor> operation) {
    return made(operation, Values::exact);
  }

  static Tensor madeRounded(Supplier<org.bytedeco.pytorch.Tensor> operation) {
    return made(operation, Values::rounded);
  }

  private static Tensor made(
      Supplier<org.bytedeco.pytorch.Tensor> operation,
      Function<org.bytedeco.pytorch.Tensor, Values> form) {
    Scope.current();
    try {
      return new Tensor(form.apply(operation.get()));
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  Values values() {
    if (released) {
      throw new IllegalStateException("this tensor's scope is closed");
    }
    return values;
  }

  org.bytedeco.pytorch.Tensor pointer() {
    return values().exact();
  }

  long[] sizes() {
    var made = values().made();
    long[] sizes = new long[(int) made.dim()];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = made.size(d);
    }
    return sizes;
  }

  void release() {
    released = true;
    LIVE.decrementAndGet();
  }

  /** Sizes of the dimensions. */
  public List<Long> shape() {
    return LongStream.of(sizes()).boxed().toList();
  }

  /** Size of dimension {@code d}; negative counts from the last. */
  public long size(int d) {
    try {
      return values().made().size(d);
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  /** Number of dimensions. */
  public int dimensions() {
    return (int) values().made().dim();
  }

  /** Number of elements. */
  public long elements() {
    return values().made().numel();
  }

  /** Type of the elements. */
  public DType type() {
    return values().isMadeRounded() ? DType.F32 : DType.of(pointer().scalar_type());
  }

  /** Where the elements are. */
  public Device device() {
    return new Device(values().made().device().str().getString());
  }

  /** The value of a tensor with one element. */
  public double item() {
    try {
      return pointer().item_double();
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  public Tensor plus(Tensor other) {
    return made(() -> pointer().add(other.pointer()));
  }

  public Tensor plus(double value) {
    return made(() -> pointer().add(new Scalar(value)));
  }

  public Tensor minus(Tensor other) {
    return made(() -> pointer().sub(other.pointer()));
  }

  public Tensor minus(double value) {
    return plus(-value);
  }

  /** Element by element. */
  public Tensor times(Tensor other) {
    return made(() -> pointer().mul(other.pointer()));
  }

  public Tensor times(double value) {
    return Tape.noteWhereNoted(
        this,
        () -> made(() -> pointer().mul(new Scalar(value))),
        (y, ofY) -> (i, there) -> ofY.times(value));
  }

  /** Element by element. */
  public Tensor over(Tensor other) {
    return made(() -> pointer().div(other.pointer()));
  }

  public Tensor over(double value) {
    return Tape.noteWhereNoted(
        this,
        () -> made(() -> pointer().div(new Scalar(value))),
        (y, ofY) -> (i, there) -> ofY.over(value));
  }

  public Tensor negate() {
    return made(() -> pointer().neg());
  }

  public Tensor exp() {
    return made(() -> pointer().exp());
  }

  /** Natural logarithm. */
  public Tensor log() {
    return made(() -> pointer().log());
  }

  public Tensor square() {
    return made(() -> pointer().square());
  }

  public Tensor sqrt() {
    return made(() -> pointer().sqrt());
  }

  public Tensor abs() {
    return made(() -> pointer().abs());
  }

  public Tensor sigmoid() {
    return Curve.SIGMOID.of(this);
  }

  public Tensor tanh() {
    return Curve.TANH.of(this);
  }

  public Tensor cos() {
    return made(() -> pointer().cos());
  }

  public Tensor sin() {
    return made(() -> pointer().sin());
  }

  /** What is left after division by {@code divisor}, of the divisor's sign. */
  public Tensor remainder(double divisor) {
    return made(() -> pointer().remainder(new Scalar(divisor)));
  }

  public Tensor relu() {
    return Curve.RELU.of(this);
  }

  /** {@code x} where positive, {@code slope * x} elsewhere; the slope is at least 0. */
  public Tensor leakyRelu(double slope) {
    return Curve.leakyRelu(slope).of(this);
  }

  /** {@code x} where positive, {@code exp(x) - 1} elsewhere. */
  public Tensor elu() {
    return Curve.ELU.of(this);
  }

  /** {@code log(1 + exp(x))}, without overflow. */
  public Tensor softplus() {
    return made(() -> torch.softplus(pointer()));
  }

  /** Values below {@code low} become {@code low}, above {@code high} become {@code high}. */
  public Tensor clamp(double low, double high) {
    return made(
        () ->
            pointer()
                .clamp(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high))));
  }

  /** Matrix product of {@code [.., n, k]} and {@code [.., k, m]}. */
  public Tensor matmul(Tensor other) {
    return made(() -> pointer().matmul(other.pointer()));
  }

  /** Swaps dimensions {@code a} and {@code b}. */
  public Tensor transpose(int a, int b) {
    return made(() -> pointer().transpose(a, b));
  }

  /** The same elements in another shape; one size may be -1 and is then worked out. */
  public Tensor reshape(long... shape) {
    Form form = Form.ofMaking(this);
    return Tape.noteWhereNoted(
        this,
        () -> form.made(() -> form.of(this).reshape(shape)),
        (y, ofY) -> (i, there) -> ofY.reshape(sizes()));
  }

  /** {@code [n, ...]} as {@code [n, product of the rest]}. */
  public Tensor flattenImages() {
    return reshape(size(0), LongStream.of(sizes()).skip(1).reduce(1, Math::multiplyExact));
  }

  /** A view of {@code length} entries of dimension {@code d} from {@code start}. */
  public Tensor narrow(int d, long start, long length) {
    return made(() -> pointer().narrow(d, start, length));
  }

  /** The rows whose numbers {@code indices} (I64, {@code [m]}) names. */
  public Tensor rows(Tensor indices) {
    return made(() -> pointer().index_select(0, indices.pointer()));
  }

  /** Along dimension {@code d}, the element that {@code indices} (I64) names. */
  public Tensor gather(int d, Tensor indices) {
    return made(() -> pointer().gather(d, indices.pointer()));
  }

  /** The same data repeated, without a copy, to {@code shape}; -1 keeps a size. */
  public Tensor expand(long... shape) {
    return made(() -> pointer().expand(shape));
  }

  /** Sum over all elements. */
  public Tensor sum() {
    return made(() -> pointer().sum());
  }

  /** Sum over dimension {@code d}, which disappears. */
  public Tensor sum(int d) {
    return made(() -> pointer().sum(new long[] {d}, false, new ScalarTypeOptional()));
  }

  /** Sum over all but the first dimension: {@code [n, ...]} to {@code [n]}. */
  public Tensor sumPerImage() {
    return dimensions() == 1 ? this : flattenImages().sum(1);
  }

  /** Mean over all elements. */
  public Tensor mean() {
    return made(() -> pointer().mean());
  }

  /** Mean over dimension {@code d}, which disappears. */
  public Tensor mean(int d) {
    return made(() -> pointer().mean(new long[] {d}, false, new ScalarTypeOptional()));
  }

  /** {@code log(sum(exp(x)))} over dimension {@code d}, without overflow. */
  public Tensor logSumExp(int d) {
    return made(() -> pointer().logsumexp(d));
  }

  /** Logarithm of the softmax over dimension {@code d}. */
  public Tensor logSoftmax(int d) {
    return made(() -> torch.log_softmax(pointer(), d));
  }

  /** Position of the largest value along dimension {@code d}, as I64. */
  public Tensor argmax(int d) {
    return made(() -> pointer().argmax(new LongOptional(d), false));
  }

  /** 1 where equal, 0 elsewhere, as F32. */
  public Tensor equalTo(Tensor other) {
    return made(() -> pointer().eq(other.pointer()).toType(DType.F32.nativeType()));
  }

  /** 1 where above {@code value}, 0 elsewhere, as F32. */
  public Tensor above(double value) {
    return made(() -> pointer().gt(new Scalar(value)).toType(DType.F32.nativeType()));
  }

  /** The same values as {@code type}. */
  public Tensor to(DType type) {
    return type == type() ? reshape(sizes()) : made(() -> pointer().toType(type.nativeType()));
  }

  /** A copy with its own memory, without gradient history. */
  public Tensor copy() {
    return made(() -> pointer().detach().clone());
  }

  /** The same values without gradient history. */
  public Tensor detach() {
    return made(() -> pointer().detach());
  }

  /** True if no element is NaN or infinite. */
  public boolean allFinite() {
    try (Scope s = Scope.withoutGradients()) {
      return made(() -> pointer().isfinite().all()).to(DType.F32).item() == 1;
    }
  }

  /**
   * Gradients of this single value with respect to each of {@code parameters}, in that order. To be
   * asked for once: what the forward pass recorded may be gone then.
   */
  public List<Tensor> gradients(List<Tensor> parameters) {
    return Tape.gradients(this, parameters);
  }

  /** Those of {@code parameters} that this single value was computed from, in that order. */
  public List<Tensor> origins(List<Tensor> parameters) {
    return Tape.origins(this, parameters);
  }

  static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(
        tensors.stream().map(Tensor::pointer).toArray(org.bytedeco.pytorch.Tensor[]::new));
  }

  /** Overwrites this tensor's elements with those of {@code source}, of the same shape. */
  void assign(Tensor source) {
    try (Scope s = Scope.withoutGradients()) {
      pointer().copy_(source.values().made());
      values().changed();
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  @Override
  public String toString() {
    return released ? "Tensor(closed)" : "Tensor" + Arrays.toString(shape().toArray());
  }
}
