package engram.tensor;

import engram.base.Check;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/**
 * An element-wise function whose slope is known from its value.
 *
 * @param value y of x
 * @param gradient of x, given that of y, and y
 * @param keepsForm true if y of a rounded x needs no more digits than x
 */
record Curve(
    UnaryOperator<org.bytedeco.pytorch.Tensor> value,
    BinaryOperator<org.bytedeco.pytorch.Tensor> gradient,
    boolean keepsForm) {
  static final Curve RELU =
      new Curve(x -> x.relu(), (g, y) -> torch.threshold_backward(g, y, new Scalar(0)), true);
  static final Curve SIGMOID = new Curve(x -> x.sigmoid(), torch::sigmoid_backward, false);
  static final Curve TANH = new Curve(x -> x.tanh(), torch::tanh_backward, false);
  static final Curve ELU =
      new Curve(
          torch::elu,
          (g, y) -> torch.elu_backward(g, new Scalar(1), new Scalar(1), new Scalar(1), true, y),
          false);

  static Curve leakyRelu(double slope) {
    Check.require(slope >= 0, "slope must be at least 0, got " + slope);
    return new Curve(
        x -> torch.leaky_relu(x, new Scalar(slope)),
        (g, y) -> torch.leaky_relu_backward(g, y, new Scalar(slope), true),
        false);
  }

  Tensor of(Tensor x) {
    Form form = keepsForm ? Form.ofMaking(x) : Form.EXACT;
    return Tape.noteWhereNoted(
        x,
        () -> form.made(() -> value.apply(form.of(x))),
        (y, ofY) -> (i, there) -> form.made(() -> gradient.apply(form.of(ofY), form.of(y))));
  }
}
