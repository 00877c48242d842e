package engram.tensor;

import java.util.List;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** {@code y = x W^T + b} for {@code x [n, in]}, of factors in one form, and its gradients. */
record Affine(Tensor x, Tensor w, Tensor b, Form form) implements Tape.Operation {
  Tensor y() {
    return Tape.note(
        List.of(x, w, b),
        () -> form.made(() -> torch.linear(form.of(x), form.of(w), new TensorOptional(form.of(b)))),
        this);
  }

  @Override
  public Tape.Gradients gradients(Tensor y, Tensor ofY) {
    var g = form.of(ofY);
    return (i, there) -> {
      if (there != null && form == Form.EXACT && i > 0) {
        if (i == 1) {
          torch.mm_out(there.pointer(), g.t(), form.of(x));
        } else {
          torch.sum_out(there.pointer(), g, 0);
        }
        return there;
      }
      return form.made(
          () ->
              switch (i) {
                case 0 -> torch.mm(g, form.of(w));
                case 1 -> torch.mm(g.t(), form.of(x));
                default -> g.sum(0);
              });
    };
  }
}
