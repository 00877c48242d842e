package engram.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/**
 * Adam and AdamW through libtorch's fused kernel: one pass over parameters, moments and gradients.
 */
final class FusedAdam implements Optimiser {
  private final OperatorHandle kernel;
  private final Adam rule;
  private final List<Tensor> parameters;
  private final List<Tensor> firstMoments = new ArrayList<>();
  private final List<Tensor> secondMoments = new ArrayList<>();
  private final Tensor count;
  private final List<Tensor> counts = new ArrayList<>();

  FusedAdam(String operator, Adam rule, List<Tensor> parameters) {
    kernel = Dispatcher.singleton().findSchemaOrThrow(operator, "");
    this.rule = rule;
    this.parameters = List.copyOf(parameters);
    count = Tensors.zeros(Device.CPU);
    for (Tensor p : parameters) {
      firstMoments.add(Slots.zerosLike(p));
      secondMoments.add(Slots.zerosLike(p));
      counts.add(count);
    }
  }

  @Override
  public void step(List<Tensor> gradients, double learningRate) {
    try (Scope s = Scope.withoutGradients()) {
      count.assign(count.plus(1));
      kernel.callBoxed(
          new IValueVector(
              list(parameters),
              list(gradients),
              list(firstMoments),
              list(secondMoments),
              list(List.of()),
              list(counts),
              new IValue(learningRate),
              new IValue(rule.beta1()),
              new IValue(rule.beta2()),
              new IValue(rule.weightDecay()),
              new IValue(rule.epsilon()),
              new IValue(false),
              new IValue(false),
              new IValue(),
              new IValue()));
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  private static IValue list(List<Tensor> tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    tensors.forEach(t -> list.push_back(new IValue(t.pointer())));
    return new IValue(list);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("count", count);
    Slots.name(state, "m", firstMoments);
    Slots.name(state, "v", secondMoments);
    return state;
  }
}
