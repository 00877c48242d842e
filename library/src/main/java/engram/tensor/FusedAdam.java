package engram.tensor;

import engram.base.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam and AdamW through libtorch's fused kernel: one pass over parameters, moments and gradients.
 *
 * <p>Where gradients stay zero, as those of pixels that are always black, moments shrink until they
 * are subnormal, and remain so: arithmetic with them is many times slower. They are set to zero
 * before.
 */
final class FusedAdam implements Optimiser {
  /** A first moment of less than this times epsilon moves a weight by less than this times rate. */
  private static final double NEGLIGIBLE = 1e-22;

  /** A second moment whose root is less than this times epsilon is lost beside epsilon. */
  private static final double NEGLIGIBLE_ROOT = 1e-7;

  /** Updates between two searches for negligible moments. */
  private static final int SEARCH = 100;

  private final OperatorHandle kernel;
  private final List<Tensor> parameters;
  private final List<Tensor> gradients = new ArrayList<>();
  private final List<Tensor> firstMoments = new ArrayList<>();
  private final List<Tensor> secondMoments = new ArrayList<>();
  private final Tensor count;
  private final double epsilon;
  private final Constants constants;

  /** The kernel's arguments that are the same in every step, made once. */
  private record Constants(
      IValue parameters,
      IValue gradients,
      IValue firstMoments,
      IValue secondMoments,
      IValue counts,
      IValue beta1,
      IValue beta2,
      IValue weightDecay,
      IValue epsilon,
      IValue emptyList,
      IValue no,
      IValue none) {}

  FusedAdam(String operator, Adam rule, List<Tensor> parameters) {
    kernel = Dispatcher.singleton().findSchemaOrThrow(operator, "");
    this.parameters = Slots.distinct(parameters);
    Check.require(!parameters.isEmpty(), "an optimiser needs at least one parameter, got none");
    count = Tensors.zeros(parameters.get(0).device());
    epsilon = rule.epsilon();
    List<Tensor> wholes = new ArrayList<>();
    List<Tensor> gradientsOf = new ArrayList<>();
    List<Tensor> m = new ArrayList<>();
    List<Tensor> v = new ArrayList<>();
    for (Slab.Run run : Slab.runs(parameters)) {
      wholes.add(run.whole());
      gradientsOf.add(zeros(run, gradients));
      m.add(zeros(run, firstMoments));
      v.add(zeros(run, secondMoments));
    }
    constants =
        new Constants(
            list(wholes),
            list(gradientsOf),
            list(m),
            list(v),
            list(Collections.nCopies(wholes.size(), count)),
            new IValue(rule.beta1()),
            new IValue(rule.beta2()),
            new IValue(rule.weightDecay()),
            new IValue(rule.epsilon()),
            list(List.of()),
            new IValue(false),
            new IValue());
  }

  private static Tensor zeros(Slab.Run run, List<Tensor> parts) {
    Tensor zeros = run.zeros();
    parts.addAll(run.parts(zeros));
    return zeros;
  }

  @Override
  public void step(List<Tensor> found, double learningRate) {
    Slots.requireFit(parameters, found);
    for (int i = 0; i < found.size(); i++) {
      gradients.get(i).assign(found.get(i));
    }
    update(learningRate);
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  @Override
  public void descend(Tensor loss, double learningRate) {
    Tape.writeGradients(loss, parameters, gradients);
    update(learningRate);
  }

  private void update(double learningRate) {
    try (Scope s = Scope.withoutGradients()) {
      count.pointer().add_(new Scalar(1));
      Constants c = constants;
      kernel.callBoxed(
          new IValueVector(
              c.parameters,
              c.gradients,
              c.firstMoments,
              c.secondMoments,
              c.emptyList,
              c.counts,
              new IValue(learningRate),
              c.beta1,
              c.beta2,
              c.weightDecay,
              c.epsilon,
              c.no,
              c.no,
              c.none,
              c.none));
      for (Tensor p : parameters) {
        p.values().changed();
        p.pointer().unsafeGetTensorImpl().bump_version();
      }
      if (count.item() % SEARCH == 0) {
        firstMoments.forEach(m -> clear(m, NEGLIGIBLE * epsilon));
        secondMoments.forEach(v -> clear(v, Math.pow(NEGLIGIBLE_ROOT * epsilon, 2)));
      }
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  private static void clear(Tensor moments, double upTo) {
    var all = moments.pointer();
    torch.hardshrink_out(all, all, new Scalar(upTo));
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
