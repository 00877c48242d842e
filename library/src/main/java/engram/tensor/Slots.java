package engram.tensor;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;

/** Helpers for the per-parameter memory of optimisers. */
final class Slots {
  private Slots() {}

  static Tensor zerosLike(Tensor p) {
    return Tensor.made(() -> torch.zeros_like(p.pointer().detach()));
  }

  static void name(Map<String, Tensor> state, String name, List<Tensor> tensors) {
    for (int i = 0; i < tensors.size(); i++) {
      state.put(name + "." + i, tensors.get(i));
    }
  }

  /** The gradient with the L2 penalty's share. */
  static Tensor decayed(Tensor gradient, Tensor parameter, double weightDecay) {
    return weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
  }
}
