package engram.tensor;

import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code b}, and added to it what {@code W^T x} shows in each window, for {@code x [n, in, h, w]}
 * and {@code W [in, out, k, k]}; and its gradients.
 */
record TransposedConvolution(Tensor x, Tensor w, Tensor b, Patches patches)
    implements Tape.Operation {
  Tensor y() {
    return Tape.note(List.of(x, w, b), () -> Tensor.made(this::value), this);
  }

  private org.bytedeco.pytorch.Tensor value() {
    return patches.fold(torch.mm(weights().t(), patches.matrix(x.pointer())), b.pointer());
  }

  private org.bytedeco.pytorch.Tensor weights() {
    return w.pointer().flatten(1, -1);
  }

  @Override
  public IntFunction<Tensor> gradients(Tensor y, Tensor ofY) {
    var u = patches.unfold(ofY.pointer());
    return i ->
        Tensor.made(
            () ->
                switch (i) {
                  case 0 -> patches.images(torch.mm(weights(), u));
                  case 1 -> torch.mm(u, patches.matrix(x.pointer()).t()).t().reshape(w.sizes());
                  default -> ofY.pointer().sum(0, 2, 3);
                });
  }
}
