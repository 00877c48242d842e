package engram.tensor;

import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code y = W U + b} for {@code x [n, in, h, w]}, of which the windows show U, and {@code W [out,
 * in, k, k]}; and its gradients.
 */
record Convolution(Tensor x, Tensor w, Tensor b, Patches patches, Tensor u)
    implements Tape.Operation {
  static Tensor of(Tensor x, Tensor w, Tensor b, Patches patches) {
    Convolution y;
    try (AutoGradMode off = new AutoGradMode(false)) {
      Tensor u = Tensor.made(() -> patches.unfold(x.pointer()));
      y = new Convolution(x, w, b, patches, u);
    }
    return Tape.note(List.of(x, w, b), y::value, y);
  }

  private Tensor value() {
    return Tensor.made(
        () -> patches.images(torch.mm(weights(), u.pointer()).add_(b.pointer().unsqueeze(1))));
  }

  private org.bytedeco.pytorch.Tensor weights() {
    return w.pointer().flatten(1, -1);
  }

  @Override
  public IntFunction<Tensor> gradients(Tensor y, Tensor ofY) {
    var g = patches.matrix(ofY.pointer());
    var none = w.pointer().new_zeros(w.size(1));
    return i ->
        Tensor.made(
            () ->
                switch (i) {
                  case 0 -> patches.fold(torch.mm(weights().t(), g), none);
                  case 1 -> torch.mm(u.pointer(), g.t()).t().reshape(w.sizes());
                  default -> g.sum(1);
                });
  }
}
