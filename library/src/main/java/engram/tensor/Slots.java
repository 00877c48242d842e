package engram.tensor;

import engram.base.Check;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** {@code parameters}, none of which may appear twice. */
  static List<Tensor> distinct(List<Tensor> parameters) {
    Set<Tensor> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(parameters);
    Check.require(
        all.size() == parameters.size(),
        parameters.size() + " parameters must all be different, got " + all.size() + " different");
    return List.copyOf(parameters);
  }

  /** Refuses gradients that are not one for each parameter, of its shape, before any is used. */
  static void requireFit(List<Tensor> parameters, List<Tensor> gradients) {
    Check.require(
        gradients.size() == parameters.size(),
        parameters.size() + " parameters need as many gradients, got " + gradients.size());
    for (int i = 0; i < parameters.size(); i++) {
      Tensor p = parameters.get(i);
      Tensor g = gradients.get(i);
      if (!p.shape().equals(g.shape())) {
        throw new IllegalArgumentException(
            "parameter " + i + " is a " + p + ", its gradient must be too, got " + g);
      }
    }
  }

  /** The gradient with the L2 penalty's share. */
  static Tensor decayed(Tensor gradient, Tensor parameter, double weightDecay) {
    return weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
  }
}
