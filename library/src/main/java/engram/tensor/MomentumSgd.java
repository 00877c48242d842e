package engram.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stochastic gradient descent with momentum. */
final class MomentumSgd implements Optimiser {
  private final Sgd rule;
  private final List<Tensor> parameters;
  private final List<Tensor> velocities = new ArrayList<>();

  MomentumSgd(Sgd rule, List<Tensor> parameters) {
    this.rule = rule;
    this.parameters = Slots.distinct(parameters);
    parameters.forEach(p -> velocities.add(Slots.zerosLike(p)));
  }

  @Override
  public void step(List<Tensor> gradients, double learningRate) {
    Slots.requireFit(parameters, gradients);
    try (Scope s = Scope.withoutGradients()) {
      for (int i = 0; i < parameters.size(); i++) {
        Tensor p = parameters.get(i);
        Tensor v = velocities.get(i);
        v.assign(
            v.times(rule.momentum()).plus(Slots.decayed(gradients.get(i), p, rule.weightDecay())));
        p.assign(p.minus(v.times(learningRate)));
      }
    }
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    Slots.name(state, "velocity", velocities);
    return state;
  }
}
