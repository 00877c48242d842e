package engram.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RMSProp. */
final class RootMeanSquare implements Optimiser {
  private final RmsProp rule;
  private final List<Tensor> parameters;
  private final List<Tensor> squares = new ArrayList<>();

  RootMeanSquare(RmsProp rule, List<Tensor> parameters) {
    this.rule = rule;
    this.parameters = Slots.distinct(parameters);
    parameters.forEach(p -> squares.add(Slots.zerosLike(p)));
  }

  @Override
  public void step(List<Tensor> gradients, double learningRate) {
    Slots.requireFit(parameters, gradients);
    try (Scope scope = Scope.withoutGradients()) {
      for (int i = 0; i < parameters.size(); i++) {
        Tensor p = parameters.get(i);
        Tensor s = squares.get(i);
        Tensor g = Slots.decayed(gradients.get(i), p, rule.weightDecay());
        s.assign(s.times(rule.alpha()).plus(g.square().times(1 - rule.alpha())));
        p.assign(p.minus(g.over(s.sqrt().plus(rule.epsilon())).times(learningRate)));
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
    Slots.name(state, "square", squares);
    return state;
  }
}
