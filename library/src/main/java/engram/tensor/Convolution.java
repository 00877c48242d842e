package engram.tensor;

import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;

/**
 * {@code y = W U + b} for {@code x [n, in, h, w]}, of which the windows show U, and {@code W [out,
 * in, k, k]}; and its gradients.
 */
record Convolution(Tensor x, Tensor w, Tensor b, Patches patches, Tensor u)
    implements Tape.Operation {
  static Tensor of(Tensor x, Tensor w, Tensor b, Patches patches) {
    Convolution convolution;
    try (AutoGradMode off = new AutoGradMode(false)) {
      Tensor u = Tensor.made(() -> patches.unfold(x.pointer()));
      convolution = new Convolution(x, w, b, patches, u);
    }
    return Tape.note(List.of(x, w, b), convolution::value, convolution);
  }

  private Tensor value() {
    return Tensor.made(
        () -> patches.product(w.pointer(), u.pointer()).add_(b.pointer().view(-1, 1, 1)));
  }

  @Override
  public Tape.Gradients gradients(Tensor y, Tensor ofY) {
    var g = patches.matrix(ofY.pointer());
    return (i, there) ->
        Tensor.made(
            () ->
                switch (i) {
                  case 0 -> patches.transposedProduct(w.pointer(), g, zeros());
                  case 1 -> patches.gradient(w.pointer(), u.pointer(), g);
                  default -> g.sum(1);
                });
  }

  private org.bytedeco.pytorch.Tensor zeros() {
    return w.pointer().new_zeros(w.size(1));
  }
}
