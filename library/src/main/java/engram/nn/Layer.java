package engram.nn;

import engram.tensor.Tensor;
import engram.tensor.Tensors;
import engram.tensor.Tensors.Normalisation;
import engram.tensor.Tensors.Transposed;
import java.util.List;
import java.util.function.Function;

/** A function of tensors with fixed weights; the first dimension is always the batch. */
@FunctionalInterface
public interface Layer {
  Tensor apply(Tensor x, Mode mode);

  /** This layer followed by {@code next}. */
  default Layer then(Layer next) {
    return (x, mode) -> next.apply(apply(x, mode), mode);
  }

  /** This layer followed by an element-wise function. */
  default Layer then(Activation activation) {
    return (x, mode) -> activation.apply(apply(x, mode));
  }

  /** All {@code layers}, first to last. */
  static Layer chain(List<Layer> layers) {
    return layers.stream().reduce((x, mode) -> x, Layer::then);
  }

  /** {@code [n, ...]} to {@code [n, product of the rest]}. */
  static Layer flatten() {
    return (x, mode) -> x.flattenImages();
  }

  /** {@code [n, c h w]} to {@code [n, c, h, w]}. */
  static Layer unflatten(int c, int h, int w) {
    return (x, mode) -> x.reshape(-1, c, h, w);
  }

  /** Zeroes each element with probability {@code p} in training (Srivastava et al. 2014). */
  static Layer dropout(double p) {
    return (x, mode) -> mode == Mode.TRAIN ? Tensors.dropout(x, p) : x;
  }

  /** Adds draws from N(0, deviation^2) in training; what comes out is not clamped. */
  static Layer noise(double deviation) {
    return (x, mode) ->
        mode == Mode.TRAIN && deviation > 0 ? x.plus(Tensors.normalLike(x).times(deviation)) : x;
  }

  /** The largest value of each {@code size x size} tile. */
  static Layer maxPool(int size) {
    return (x, mode) -> Tensors.maxPool2d(x, size);
  }

  /** Enlarges feature maps to exactly {@code rows x columns} by repeating their pixels. */
  static Layer enlarge(int rows, int columns) {
    return (x, mode) -> Tensors.enlarge(x, rows, columns);
  }

  /** Batch normalisation over the batch in training, over running statistics in use. */
  record BatchNorm(Normalisation how) implements Layer {
    @Override
    public Tensor apply(Tensor x, Mode mode) {
      return Tensors.batchNorm(x, how, mode == Mode.TRAIN);
    }
  }

  /**
   * A layer whose weights are divided by their largest singular value (Miyato et al. 2018).
   *
   * @param of the layer with given weights
   * @param w its weights
   * @param u estimate of their left singular vector {@code [out, 1]}
   */
  record Spectral(Function<Tensor, Layer> of, Tensor w, Tensor u) implements Layer {
    @Override
    public Tensor apply(Tensor x, Mode mode) {
      return of.apply(Tensors.spectralNorm(w, u, mode == Mode.TRAIN)).apply(x, mode);
    }
  }

  /** {@code x W^T + b}: {@code [n, in]} to {@code [n, out]}. */
  record Linear(Tensor w, Tensor b) implements Layer {
    @Override
    public Tensor apply(Tensor x, Mode mode) {
      return Tensors.linear(x, w, b);
    }
  }

  /** Convolution: {@code [n, in, h, w]} to {@code [n, out, h', w']}. */
  record Convolution(Tensor w, Tensor b, int stride, int padding) implements Layer {
    @Override
    public Tensor apply(Tensor x, Mode mode) {
      return Tensors.conv2d(x, w, b, stride, padding);
    }
  }

  /** Transposed convolution: {@code [n, in, h, w]} to {@code [n, out, h', w']}. */
  record TransposedConvolution(Tensor w, Tensor b, Transposed how) implements Layer {
    @Override
    public Tensor apply(Tensor x, Mode mode) {
      return Tensors.convTranspose2d(x, w, b, how);
    }
  }
}
