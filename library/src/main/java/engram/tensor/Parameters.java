package engram.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The named tensors a model learns, in the order they were made, and its buffers: tensors that are
 * saved with them but that no optimiser moves, e.g. the running means of batch normalisation.
 *
 * <p>They live in the scope that is current when they are made, which must outlive the training.
 */
public final class Parameters {
  private final Map<String, Tensor> byName = new LinkedHashMap<>();
  private final Set<Tensor> buffers = new HashSet<>();

  /** Parameters that are there already, under their names; the tensors are shared. */
  public static Parameters of(Map<String, Tensor> known) {
    Parameters shared = new Parameters();
    shared.byName.putAll(known);
    return shared;
  }

  /** Adds a trainable tensor that starts at the values of {@code start}, and returns it. */
  public Tensor add(String name, Tensor start) {
    return put(name, Tensor.made(() -> start.pointer().detach().clone().set_requires_grad(true)));
  }

  /** Adds a tensor that is saved but not learned, and returns it. */
  public Tensor addBuffer(String name, Tensor start) {
    Tensor buffer = put(name, Tensor.made(() -> start.pointer().detach().clone()));
    buffers.add(buffer);
    return buffer;
  }

  /** Overwrites a parameter or buffer with {@code value}, of its shape, outside any optimiser. */
  public void overwrite(Tensor parameter, Tensor value) {
    if (!byName.containsValue(parameter)) {
      throw new IllegalArgumentException("this tensor is no parameter of these");
    }
    if (!parameter.shape().equals(value.shape())) {
      throw new IllegalArgumentException(
          "a parameter " + parameter + " takes values of its shape, got " + value);
    }
    parameter.assign(value);
  }

  private Tensor put(String name, Tensor tensor) {
    if (byName.putIfAbsent(name, tensor) != null) {
      throw new IllegalArgumentException("there are two parameters called " + name);
    }
    return tensor;
  }

  /** All parameters and buffers by name. */
  public Map<String, Tensor> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** All parameters, without the buffers, in order. */
  public List<Tensor> all() {
    return startingWith("");
  }

  /** Parameters whose name starts with {@code prefix}, in order. */
  public List<Tensor> startingWith(String prefix) {
    List<Tensor> found = new ArrayList<>();
    byName.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix) && !buffers.contains(tensor)) {
            found.add(tensor);
          }
        });
    return found;
  }

  /** How many numbers there are to learn. */
  public long count() {
    return all().stream().mapToLong(Tensor::elements).sum();
  }
}
