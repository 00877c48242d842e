package engram.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The named tensors a model learns, in the order they were made.
 *
 * <p>They live in the scope that is current when they are made, which must outlive the training.
 */
public final class Parameters {
  private final Map<String, Tensor> byName = new LinkedHashMap<>();

  /** Parameters that are there already, under their names; the tensors are shared. */
  public static Parameters of(Map<String, Tensor> known) {
    Parameters shared = new Parameters();
    shared.byName.putAll(known);
    return shared;
  }

  /** Adds a trainable tensor that starts at the values of {@code start}, and returns it. */
  public Tensor add(String name, Tensor start) {
    Tensor parameter = Tensor.made(() -> start.pointer().detach().clone().set_requires_grad(true));
    if (byName.putIfAbsent(name, parameter) != null) {
      throw new IllegalArgumentException("there are two parameters called " + name);
    }
    return parameter;
  }

  /** All parameters by name. */
  public Map<String, Tensor> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** All parameters in order. */
  public List<Tensor> all() {
    return List.copyOf(byName.values());
  }

  /** Those whose name starts with {@code prefix}, in order. */
  public List<Tensor> startingWith(String prefix) {
    List<Tensor> found = new ArrayList<>();
    byName.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            found.add(tensor);
          }
        });
    return found;
  }

  /** How many numbers there are to learn. */
  public long count() {
    return byName.values().stream().mapToLong(Tensor::elements).sum();
  }
}
