package engram.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Operations whose gradients are worked out here rather than by the engine, in the order they were
 * done; they are those of dense layers, where the engine's own bookkeeping takes longer than the
 * arithmetic.
 *
 * <p>To the engine the result of such an operation is a leaf. Gradients follow the chain rule from
 * the last operation to the first, and through the engine wherever it has done what lies between
 * two of them.
 */
final class Tape {
  /** What an operation does to gradients. */
  @FunctionalInterface
  interface Operation {
    /** The gradient of input {@code i}, given the operation's result {@code y} and that of y. */
    Tensor gradient(int i, Tensor y, Tensor ofY);
  }

  private record Entry(Tensor y, List<Tensor> inputs, Operation operation) {}

  private final List<Entry> entries = new ArrayList<>();

  /** How many operations it holds. */
  int length() {
    return entries.size();
  }

  /** Forgets all operations but the first {@code length}. */
  void cut(int length) {
    entries.subList(length, entries.size()).clear();
  }

  /**
   * The result of {@code forward}, noted if gradients by any of {@code inputs} may be asked for.
   */
  static Tensor note(List<Tensor> inputs, Supplier<Tensor> forward, Operation operation) {
    if (!GradMode.is_enabled() || !anyRequiresGradient(inputs)) {
      return forward.get();
    }
    Tensor y;
    try (AutoGradMode off = new AutoGradMode(false)) {
      y = forward.get();
    }
    y.values().note();
    Scope.current().tape().entries.add(new Entry(y, inputs, operation));
    return y;
  }

  private static boolean anyRequiresGradient(List<Tensor> inputs) {
    for (Tensor input : inputs) {
      if (input.values().requiresGradient()) {
        return true;
      }
    }
    return false;
  }

  /** The same where {@code x} was noted itself; elsewhere gradients are left to the engine. */
  static Tensor noteWhereNoted(Tensor x, Supplier<Tensor> forward, Operation operation) {
    return x.values().isNoted() ? note(List.of(x), forward, operation) : forward.get();
  }

  /** The gradient of the single value {@code of} by each of {@code by}. */
  static List<Tensor> gradients(Tensor of, List<Tensor> by) {
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor gradient : found(of, by)) {
      if (gradient == null) {
        throw TensorException.of(
            new RuntimeException("the value was not computed from parameter " + gradients.size()));
      }
      gradients.add(gradient);
    }
    return gradients;
  }

  /** Those of {@code by} that the single value {@code of} was computed from. */
  static List<Tensor> origins(Tensor of, List<Tensor> by) {
    if (!of.values().requiresGradient()) {
      return List.of();
    }
    List<@Nullable Tensor> gradients = found(of, by);
    return IntStream.range(0, by.size())
        .filter(i -> gradients.get(i) != null)
        .mapToObj(by::get)
        .toList();
  }

  private static List<@Nullable Tensor> found(Tensor of, List<Tensor> by) {
    try (AutoGradMode off = new AutoGradMode(false)) {
      return new Descent(by, Scope.current().tape().entries).from(of);
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  /** One way back, from a value to what it was computed from. */
  private static final class Descent {
    private final List<Tensor> by;
    private final List<Entry> needed = new ArrayList<>();
    private final Set<Long> wanted = new HashSet<>();
    private final List<Tensor> leaves;
    private final Map<Long, Tensor> found = new HashMap<>();

    Descent(List<Tensor> by, List<Entry> entries) {
      this.by = by;
      by.forEach(t -> wanted.add(identity(t)));
      leaves = new ArrayList<>(by);
      for (Entry e : entries) {
        if (isAnyNeeded(e.inputs)) {
          needed.add(e);
          wanted.add(identity(e.y));
          if (e.y.values().hasExact()) {
            leaves.add(e.y);
          }
        }
      }
    }

    private static long identity(Tensor t) {
      return t.values().identity();
    }

    private boolean isAnyNeeded(List<Tensor> inputs) {
      for (Tensor input : inputs) {
        if (isNeeded(input)) {
          return true;
        }
      }
      return false;
    }

    private boolean isNeeded(Tensor input) {
      return wanted.contains(identity(input)) || input.values().isRecordedByEngine();
    }

    List<@Nullable Tensor> from(Tensor of) {
      if (of.values().isNoted()) {
        add(of, Tensor.made(() -> torch.ones_like(of.pointer())));
      } else {
        engine(of, new TensorVector());
      }
      for (int i = needed.size() - 1; i >= 0; i--) {
        Entry e = needed.get(i);
        leaves.remove(e.y);
        Tensor ofY = found.get(identity(e.y));
        if (ofY != null) {
          through(e, ofY);
        }
      }
      List<@Nullable Tensor> gradients = new ArrayList<>();
      by.forEach(t -> gradients.add(found.get(identity(t))));
      return gradients;
    }

    private void through(Entry e, Tensor ofY) {
      for (int i = 0; i < e.inputs.size(); i++) {
        Tensor input = e.inputs.get(i);
        if (isNeeded(input)) {
          Tensor gradient = e.operation.gradient(i, e.y, ofY);
          if (wanted.contains(identity(input))) {
            add(input, gradient);
          } else {
            engine(input, Tensor.vector(List.of(gradient)));
          }
        }
      }
    }

    private void engine(Tensor of, TensorVector gradients) {
      BoolOptional again = new BoolOptional(!needed.isEmpty());
      TensorVector result =
          torch.grad(
              Tensor.vector(List.of(of)), Tensor.vector(leaves), gradients, again, false, true);
      for (int i = 0; i < leaves.size(); i++) {
        var gradient = result.get(i);
        if (gradient.defined()) {
          add(leaves.get(i), Tensor.made(() -> new org.bytedeco.pytorch.Tensor(gradient)));
        }
      }
    }

    private void add(Tensor t, Tensor gradient) {
      found.merge(identity(t), gradient, Tensor::plus);
    }
  }
}
