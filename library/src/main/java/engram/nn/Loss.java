package engram.nn;

import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A weighted sum of named terms over one forward pass {@code P}; each term is a single value.
 *
 * <pre>{@code Loss<Pass> betaVae = nll.plus(kl.times(beta));}</pre>
 */
public final class Loss<P> {
  private record Part<P>(String name, Function<P, Tensor> term, ToDoubleFunction<P> weight) {}

  /** The total to descend on, and each term before its weight. */
  public record Value(Tensor total, Map<String, Tensor> terms) {}

  private final List<Part<P>> parts;

  private Loss(List<Part<P>> parts) {
    this.parts = parts;
  }

  /** A single term of weight 1. */
  public static <P> Loss<P> term(String name, Function<P, Tensor> term) {
    return new Loss<>(List.of(new Part<>(name, term, p -> 1)));
  }

  public Loss<P> plus(Loss<P> other) {
    List<Part<P>> sum = new ArrayList<>(parts);
    sum.addAll(other.parts);
    return new Loss<>(sum);
  }

  public Loss<P> times(double weight) {
    return times(p -> weight);
  }

  /** Each weight multiplied by what {@code weight} says of the pass, e.g. a warm-up. */
  public Loss<P> times(ToDoubleFunction<P> weight) {
    return new Loss<>(
        parts.stream()
            .map(
                part ->
                    new Part<P>(
                        part.name,
                        part.term,
                        p -> part.weight.applyAsDouble(p) * weight.applyAsDouble(p)))
            .toList());
  }

  /** The value of this loss for one pass. */
  public Value of(P pass) {
    Map<String, Tensor> terms = new LinkedHashMap<>();
    Tensor total = null;
    for (Part<P> part : parts) {
      Tensor term = part.term.apply(pass);
      terms.put(part.name, term);
      double weight = part.weight.applyAsDouble(pass);
      Tensor weighted = weight == 1 ? term : term.times(weight);
      total = total == null ? weighted : total.plus(weighted);
    }
    if (total == null) {
      throw new IllegalStateException("a loss has at least one term");
    }
    return new Value(total, terms);
  }
}
