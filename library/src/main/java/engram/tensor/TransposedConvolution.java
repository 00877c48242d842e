package engram.tensor;

import java.util.List;

/**
 * {@code b}, and added to it what {@code W^T x} shows in each window, for {@code x [n, in, h, w]}
 * and {@code W [in, out, k, k]}; and its gradients.
 */
record TransposedConvolution(Tensor x, Tensor w, Tensor b, Patches patches)
    implements Tape.Operation {
  Tensor y() {
    return Tape.note(
        List.of(x, w, b),
        () -> Tensor.made(() -> patches.transposedProduct(w.pointer(), m(), b.pointer())),
        this);
  }

  private org.bytedeco.pytorch.Tensor m() {
    return patches.matrix(x.pointer());
  }

  @Override
  public Tape.Gradients gradients(Tensor y, Tensor ofY) {
    var u = patches.unfold(ofY.pointer());
    return (i, there) ->
        Tensor.made(
            () ->
                switch (i) {
                  case 0 -> patches.product(w.pointer(), u);
                  case 1 -> patches.gradient(w.pointer(), u, m());
                  default -> ofY.pointer().sum(0, 2, 3);
                });
  }
}
