package engram.tensor;

import java.util.List;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Makes tensors, and the operations that take several. Random ones draw from {@link Engine}. */
public final class Tensors {
  /**
   * Weights of a linear layer from which its products take longer than what can be saved around
   * them: rounding for bf16, and handing gradients from the engine to the tape.
   */
  private static final long LARGE = 100_000;

  /**
   * Values per image, shown by the windows of a convolution or made of them, up to which copying
   * costs less than what the engine does around its own.
   */
  private static final long FEW = 4096;

  private Tensors() {}

  private static TensorOptions options(DType type, Device device) {
    TensorOptions options = new TensorOptions().dtype(new ScalarTypeOptional(type.nativeType()));
    return device.isCpu()
        ? options
        : options.device(new DeviceOptional(new org.bytedeco.pytorch.Device(device.name())));
  }

  /** All zeros, F32. */
  public static Tensor zeros(Device device, long... shape) {
    return Tensor.made(() -> torch.zeros(shape, options(DType.F32, device)));
  }

  /** All ones, F32. */
  public static Tensor ones(Device device, long... shape) {
    return Tensor.made(() -> torch.ones(shape, options(DType.F32, device)));
  }

  /** Independent draws from N(0, 1), of the shape, type and device of {@code like}. */
  public static Tensor normalLike(Tensor like) {
    return Tensor.made(() -> torch.randn_like(like.pointer()));
  }

  /** Independent draws from N(0, 1), F32. */
  public static Tensor normal(Device device, long... shape) {
    return Tensor.made(() -> torch.randn(shape, options(DType.F32, device)));
  }

  /** Independent draws from [0, 1), F32. */
  public static Tensor uniform(Device device, long... shape) {
    return Tensor.made(() -> torch.rand(shape, options(DType.F32, device)));
  }

  /** Independent draws from [0, 1), of the shape, type and device of {@code like}. */
  public static Tensor uniformLike(Tensor like) {
    return Tensor.made(() -> torch.rand_like(like.pointer()));
  }

  /** 0, 1, ..., n - 1, F64. */
  public static Tensor range(Device device, long n) {
    return Tensor.made(() -> torch.arange(new Scalar(n), options(DType.F64, device)));
  }

  /** Joins tensors along dimension {@code d}. */
  public static Tensor concat(int d, List<Tensor> parts) {
    return Tensor.made(() -> torch.cat(Tensor.vector(parts), d));
  }

  /**
   * {@code x W^T + b} for {@code x [n, in]}, {@code W [out, in]}, {@code b [out]}; rounded as
   * {@link Precision#BF16} says where that is chosen.
   *
   * <p>Small layers of what the engine made, such as the features of a convolution, stay with it.
   */
  public static Tensor linear(Tensor x, Tensor w, Tensor b) {
    if (x.dimensions() != 2) {
      long[] shape = x.sizes();
      shape[shape.length - 1] = w.size(0);
      return linear(x.reshape(-1, x.size(-1)), w, b).reshape(shape);
    }
    boolean large = w.elements() >= LARGE;
    if ((!large && x.values().isRecordedByEngine()) || b.elements() != w.size(0)) {
      TensorOptional bias = new TensorOptional(b.pointer());
      return Tensor.made(() -> torch.linear(x.pointer(), w.pointer(), bias));
    }
    boolean rounds = large && Engine.roundsProducts() && isF32(x, w);
    return new Affine(x, w, b, rounds ? Form.ROUNDED : Form.EXACT).y();
  }

  private static boolean isF32(Tensor x, Tensor w) {
    return x.type() == DType.F32 && w.type() == DType.F32;
  }

  /** Cross-correlation of {@code x [n, in, h, w]} with {@code w [out, in, k, k]}, plus bias. */
  public static Tensor conv2d(Tensor x, Tensor w, Tensor b, int stride, int padding) {
    Patches patches = new Patches((int) w.size(2), stride, padding, x.size(2), x.size(3));
    boolean fit = x.size(1) == w.size(1) && b.elements() == w.size(0);
    if (fit && unfolds(patches, x, w, b)) {
      return Convolution.of(x, w, b, patches);
    }
    long[] s = {stride, stride};
    long[] p = {padding, padding};
    return Tensor.made(
        () ->
            torch.conv2d(
                x.pointer(),
                w.pointer(),
                new TensorOptional(b.pointer()),
                s,
                p,
                new long[] {1, 1},
                1));
  }

  /**
   * Transposed convolution of {@code x [n, in, h, w]} with {@code w [in, out, k, k]}, plus bias;
   * {@code extra} rows and columns are added at the far edge (output padding).
   */
  public static Tensor convTranspose2d(Tensor x, Tensor w, Tensor b, Transposed how) {
    Patches patches = how.patches(w.size(2), x.size(2), x.size(3));
    boolean fit = patches.rows() == x.size(2) && patches.columns() == x.size(3);
    fit &= patches.height() >= 1 && patches.width() >= 1;
    fit &= x.size(1) == w.size(0) && b.elements() == w.size(1);
    if (fit && unfolds(patches, x, w, b)) {
      return new TransposedConvolution(x, w, b, patches).y();
    }
    long[] s = {how.stride(), how.stride()};
    long[] p = {how.padding(), how.padding()};
    long[] o = {how.extraRows(), how.extraColumns()};
    return Tensor.made(
        () ->
            torch.conv_transpose2d(
                x.pointer(), w.pointer(), new TensorOptional(b.pointer()), s, p, o, 1, 1, 1));
  }

  /** How a transposed convolution moves: stride, padding, and what is added at the far edge. */
  public record Transposed(int stride, int padding, int extraRows, int extraColumns) {
    /** Windows of {@code size x size} at {@code rows x columns} places. */
    Patches patches(long size, long rows, long columns) {
      long lost = 2L * padding - size;
      return new Patches(
          (int) size,
          stride,
          padding,
          (rows - 1) * stride - lost + extraRows,
          (columns - 1) * stride - lost + extraColumns);
    }
  }

  /**
   * True if a convolution by {@code w} that has gradients is faster as products of all windows at
   * once. What the engine made stays with it here too.
   */
  private static boolean unfolds(Patches patches, Tensor x, Tensor w, Tensor b) {
    long places = Math.max(0, patches.rows()) * Math.max(0, patches.columns());
    long values = places * Math.max(w.size(0), w.elements() / w.size(0));
    return 0 < values
        && values <= FEW
        && w.size(2) == w.size(3)
        && x.elements() > 0
        && x.pointer().is_cpu()
        && !x.values().isRecordedByEngine()
        && Tape.records(List.of(x, w, b));
  }

  /** Largest value in each {@code size x size} tile of {@code x [n, c, h, w]}. */
  public static Tensor maxPool2d(Tensor x, int size) {
    return Tensor.made(() -> torch.max_pool2d(x.pointer(), size, size));
  }

  /**
   * 1 at the {@code most} largest values of each row of {@code x [n, c]} and at all that equal the
   * last of them, 0 elsewhere; it has no gradient.
   */
  public static Tensor largest(Tensor x, int most) {
    int k = (int) Math.min(most, x.size(1));
    Tensor values = x.detach();
    Tensor last =
        Tensor.made(() -> torch.topk(values.pointer(), k, 1, true, true).get0())
            .narrow(1, k - 1, 1);
    return Tensor.made(() -> values.pointer().ge(last.pointer()).toType(x.type().nativeType()));
  }

  /** {@code x [n, c, h, w]} enlarged to {@code rows x columns} by repeating its pixels. */
  public static Tensor enlarge(Tensor x, long rows, long columns) {
    return Tensor.made(() -> torch.upsample_nearest2d(x.pointer(), rows, columns));
  }

  /**
   * Batch normalisation of {@code x [n, c, ...]} (Ioffe and Szegedy 2015): each channel less its
   * mean, over its standard deviation, times {@code scale}, plus {@code shift}. In training over
   * the batch, which also moves the running mean and variance a tenth of the way; else, and where a
   * channel has a single value in the batch, over those.
   */
  public static Tensor batchNorm(Tensor x, Normalisation how, boolean training) {
    boolean overBatch = training && x.elements() > x.size(1);
    return Tensor.made(
        () ->
            torch.batch_norm(
                x.pointer(),
                new TensorOptional(how.scale().pointer()),
                new TensorOptional(how.shift().pointer()),
                new TensorOptional(how.mean().pointer()),
                new TensorOptional(how.variance().pointer()),
                overBatch,
                0.1,
                1e-5,
                false));
  }

  /** What batch normalisation learns, and the running statistics of its channels: all [c]. */
  public record Normalisation(Tensor scale, Tensor shift, Tensor mean, Tensor variance) {}

  /**
   * {@code w}, as a matrix of its first dimension, over its largest singular value (Miyato et al.
   * 2018, algorithm 1); in training one step of power iteration improves the estimate {@code u} of
   * the singular vector in place.
   */
  public static Tensor spectralNorm(Tensor w, Tensor u, boolean training) {
    Tensor matrix = w.reshape(w.size(0), -1);
    Tensor v = unit(matrix.detach().transpose(0, 1).matmul(u.copy()));
    if (training) {
      u.assign(unit(matrix.detach().matmul(v)));
    }
    Tensor sigma = u.copy().transpose(0, 1).matmul(matrix).matmul(v);
    return w.over(sigma.reshape(1));
  }

  private static Tensor unit(Tensor column) {
    return column.over(column.square().sum().sqrt().plus(1e-12));
  }

  /** Rows of zeros with a one at each of {@code labels [n]} (I64): {@code [n, classes]}. */
  public static Tensor oneHot(Tensor labels, int classes) {
    return Tensor.made(() -> torch.one_hot(labels.pointer(), classes)).to(DType.F32);
  }

  /** Independent whole numbers from 0 to {@code bound - 1}, I64: {@code [n]}. */
  public static Tensor randomInts(Device device, long bound, long n) {
    long[] shape = {n};
    return Tensor.made(() -> torch.randint(bound, shape, options(DType.I64, device)));
  }

  /** Each element zeroed with probability {@code p < 1}, the others divided by {@code 1 - p}. */
  public static Tensor dropout(Tensor x, double p) {
    if (p == 0) {
      return x;
    }
    Tensor mask =
        Tensor.made(
            () ->
                torch
                    .empty_like(x.pointer())
                    .bernoulli_(1 - p, new GeneratorOptional())
                    .div_(new Scalar(1 - p)));
    return Tape.noteWhereNoted(x, () -> x.times(mask), (y, ofY) -> (i, there) -> ofY.times(mask));
  }

  /**
   * Binary cross-entropy of targets in [0, 1] under {@code sigmoid(logits)}, in nats, element by
   * element, without overflow.
   */
  public static Tensor bceWithLogits(Tensor logits, Tensor target) {
    return bce(logits, target, 0);
  }

  /** The sum of {@link #bceWithLogits} over all elements, in one pass. */
  public static Tensor bceWithLogitsSum(Tensor logits, Tensor target) {
    if (target.values().requiresGradient()) {
      return bce(logits, target, 2);
    }
    return Tape.noteWhereNoted(
        logits,
        () -> bce(logits, target, 2),
        (y, ofY) ->
            (i, there) ->
                Tensor.made(
                    () -> logits.pointer().sigmoid().sub_(target.pointer()).mul_(ofY.pointer())));
  }

  private static Tensor bce(Tensor logits, Tensor target, int reduction) {
    return Tensor.made(
        () ->
            torch.binary_cross_entropy_with_logits(
                logits.pointer(),
                target.pointer(),
                new TensorOptional(),
                new TensorOptional(),
                reduction));
  }

  /** {@code -log softmax(logits)[label]} in nats, {@code [n, classes]} and I64 to {@code [n]}. */
  public static Tensor crossEntropy(Tensor logits, Tensor labels) {
    return Tensor.made(
        () ->
            torch.cross_entropy_loss(
                logits.pointer(), labels.pointer(), new TensorOptional(), 0, -100, 0));
  }

  /** Mean over all elements of the squared difference. */
  public static Tensor meanSquaredError(Tensor a, Tensor b) {
    if (b.values().requiresGradient() || !a.shape().equals(b.shape())) {
      return squaredError(a, b);
    }
    Tensor target = Tape.laidLike(a, b);
    return Tape.noteWhereNoted(
        a,
        () -> squaredError(a, target),
        (y, ofY) -> (i, there) -> a.minus(target).times(ofY.times(2.0 / a.elements())));
  }

  private static Tensor squaredError(Tensor a, Tensor b) {
    return Tensor.made(() -> torch.mse_loss(a.pointer(), b.pointer()));
  }
}
