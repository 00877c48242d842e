package engram.nn;

import engram.tensor.Tensor;
import java.util.function.UnaryOperator;

/** An element-wise non-linearity. */
public enum Activation {
  /** {@code x}. */
  LINEAR(x -> x),
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID(Tensor::sigmoid),
  /** Hyperbolic tangent. */
  TANH(Tensor::tanh),
  /** {@code max(0, x)}. */
  RELU(Tensor::relu),
  /** {@code x} where positive, {@code 0.01 x} elsewhere. */
  LEAKY_RELU(x -> x.leakyRelu(0.01)),
  /** {@code x} where positive, {@code exp(x) - 1} elsewhere (Clevert et al. 2016). */
  ELU(Tensor::elu);

  private final UnaryOperator<Tensor> function;

  Activation(UnaryOperator<Tensor> function) {
    this.function = function;
  }

  public Tensor apply(Tensor x) {
    return function.apply(x);
  }
}
