package engram.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Operations whose gradients are worked out here rather than by the engine, in the order they were
 * done; they are those of dense layers and small convolutions, where what the engine does around
 * the arithmetic takes longer than that.
 *
 * <p>To the engine the result of such an operation is a leaf. Gradients follow the chain rule from
 * the last operation to the first, and through the engine wherever it has done what lies between
 * two of them.
 */
final class Tape {
  /** What an operation does to gradients. */
  @FunctionalInterface
  interface Operation {
    /** The gradients of the inputs, given the result {@code y} and that of y. */
    Gradients gradients(Tensor y, Tensor ofY);
  }

  /** The gradients of the inputs of an operation. */
  @FunctionalInterface
  interface Gradients {
    /**
     * That of the input at place {@code i}.
     *
     * @param there memory of its shape that is kept for it, to be overwritten and returned, which
     *     spares a copy; null where there is none
     */
    Tensor of(int i, @Nullable Tensor there);
  }

  /**
   * An operation that was done.
   *
   * @param before how often its inputs had been changed by then
   */
  private record Entry(Tensor y, List<Tensor> inputs, Operation operation, long before) {
    boolean isCurrent() {
      return before == changes(inputs);
    }
  }

  private static long changes(List<Tensor> inputs) {
    long sum = 0;
    for (Tensor input : inputs) {
      sum += input.values().changes();
    }
    return sum;
  }

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
    if (!records(inputs)) {
      return forward.get();
    }
    Tensor y;
    try (Scope step = Scope.withoutGradients()) {
      y = step.keep(forward.get());
    }
    y.values().note();
    Scope.current().tape().entries.add(new Entry(y, inputs, operation, changes(inputs)));
    return y;
  }

  /** True if gradients by any of {@code inputs} may be asked for. */
  static boolean records(List<Tensor> inputs) {
    if (!GradMode.is_enabled()) {
      return false;
    }
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

  /** {@code x} in the order in memory of {@code y}, which has its shape: mixed orders are slow. */
  static Tensor laidLike(Tensor y, Tensor x) {
    return x.values().made().is_contiguous() == y.values().made().is_contiguous()
        ? x
        : Tensor.made(() -> torch.empty_like(y.pointer()).copy_(x.pointer()));
  }

  /** The gradient of the single value {@code of} by each of {@code by}. */
  static List<Tensor> gradients(Tensor of, List<Tensor> by) {
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor gradient : found(of, by, false)) {
      if (gradient == null) {
        throw TensorException.of(unrelated(gradients.size()));
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
    List<@Nullable Tensor> gradients = found(of, by, true);
    return IntStream.range(0, by.size())
        .filter(i -> gradients.get(i) != null)
        .mapToObj(by::get)
        .toList();
  }

  /**
   * Overwrites each of {@code there} with the gradient of {@code of} by its place in {@code by}.
   */
  static void writeGradients(Tensor of, List<Tensor> by, List<Tensor> there) {
    try (Scope descent = Scope.withoutGradients()) {
      Map<Long, Tensor> places = new HashMap<>();
      for (int i = 0; i < by.size(); i++) {
        places.put(Descent.identity(by.get(i)), there.get(i));
      }
      Map<Long, Tensor> found = new Descent(by, places, descent.tape().entries, false).from(of);
      for (int i = 0; i < by.size(); i++) {
        Tensor gradient = found.get(Descent.identity(by.get(i)));
        if (gradient == null) {
          throw unrelated(i);
        }
        write(gradient, there.get(i));
      }
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  private static RuntimeException unrelated(int i) {
    return new RuntimeException("the value was not computed from parameter " + i);
  }

  private static Tensor write(Tensor gradient, Tensor there) {
    if (gradient != there) {
      there.pointer().copy_(gradient.values().made());
    }
    return there;
  }

  /**
   * @param again true if gradients of the same are to be asked for once more
   */
  private static List<@Nullable Tensor> found(Tensor of, List<Tensor> by, boolean again) {
    try (Scope descent = Scope.withoutGradients()) {
      Map<Long, Tensor> found = new Descent(by, Map.of(), descent.tape().entries, again).from(of);
      Map<Long, Tensor> kept = new HashMap<>();
      List<@Nullable Tensor> gradients = new ArrayList<>();
      for (Tensor t : by) {
        Tensor gradient = found.get(Descent.identity(t));
        gradients.add(
            gradient == null
                ? null
                : kept.computeIfAbsent(Descent.identity(t), k -> descent.keep(gradient)));
      }
      return gradients;
    } catch (RuntimeException e) {
      throw TensorException.of(e);
    }
  }

  /** One way back, from a value to what it was computed from. */
  private static final class Descent {
    private final List<Entry> needed = new ArrayList<>();
    private final Set<Long> asked;
    private final Map<Long, Tensor> places;
    private final boolean again;
    private final Set<Long> wanted = new HashSet<>();
    private final List<Tensor> leaves = new ArrayList<>();
    private final Map<Long, Integer> firstUse = new HashMap<>();
    private final Map<Long, Tensor> found = new HashMap<>();
    private final Map<Long, Tensor> forEngine = new HashMap<>();

    Descent(List<Tensor> by, Map<Long, Tensor> places, List<Entry> entries, boolean again) {
      this.places = places;
      this.again = again;
      by.forEach(this::want);
      asked = Set.copyOf(wanted);
      for (Entry e : entries) {
        if (isAnyNeeded(e.inputs)) {
          int at = needed.size();
          e.inputs.forEach(input -> firstUse.putIfAbsent(identity(input), at));
          needed.add(e);
          want(e.y);
        }
      }
    }

    private void want(Tensor t) {
      if (wanted.add(identity(t)) && t.values().hasExact()) {
        leaves.add(t);
      }
    }

    static Long identity(Tensor t) {
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

    /** The gradients found, by the identity of what they are of. */
    Map<Long, Tensor> from(Tensor of) {
      if (of.values().owner().tape() != Scope.current().tape()) {
        throw new RuntimeException("gradients are asked for on the thread that made the value");
      }
      if (!of.values().isNoted()) {
        engine(of, new TensorVector());
      } else if (of.elements() == 1) {
        add(found, of, Tensor.made(() -> torch.ones_like(of.pointer())));
      } else {
        throw new RuntimeException("gradients are of single values, not of " + of);
      }
      for (int i = needed.size() - 1; i >= 0; i--) {
        Entry e = needed.get(i);
        Tensor ofY = found.get(identity(e.y));
        if (ofY != null) {
          through(e, ofY);
          if (!asked.contains(identity(e.y))) {
            found.remove(identity(e.y));
            Scope.current().free(ofY);
          }
        }
        for (Tensor input : e.inputs) {
          throughEngine(input, i);
        }
      }
      return found;
    }

    private void through(Entry e, Tensor ofY) {
      if (!e.isCurrent()) {
        throw new RuntimeException("a tensor was changed between its use and the gradient");
      }
      try (Scope step = new Scope()) {
        Gradients gradients = e.operation.gradients(e.y, laidLike(e.y, ofY));
        for (int i = 0; i < e.inputs.size(); i++) {
          Tensor input = e.inputs.get(i);
          if (isNeeded(input)) {
            boolean engines = input.values().isRecordedByEngine();
            Map<Long, Tensor> to = engines ? forEngine : found;
            Tensor there = to.containsKey(identity(input)) ? null : places.get(identity(input));
            Tensor gradient = gradients.of(i, there);
            if (there != null) {
              add(to, input, write(gradient, there));
            } else {
              step.keep(add(to, input, gradient));
            }
          }
        }
      }
    }

    /** Passes on what was said of an input that the engine made, once nobody else will say more. */
    private void throughEngine(Tensor input, int at) {
      Integer first = firstUse.get(identity(input));
      Tensor gradient = first != null && first == at ? forEngine.remove(identity(input)) : null;
      if (gradient != null) {
        engine(input, Tensor.vector(List.of(gradient)));
      }
    }

    private void engine(Tensor of, TensorVector gradients) {
      BoolOptional keepsGraph = new BoolOptional(again || !needed.isEmpty());
      TensorVector result =
          torch.grad(
              Tensor.vector(List.of(of)),
              Tensor.vector(leaves),
              gradients,
              keepsGraph,
              false,
              true);
      for (int i = 0; i < leaves.size(); i++) {
        var gradient = result.get(i);
        if (gradient.defined()) {
          add(found, leaves.get(i), Tensor.made(() -> new org.bytedeco.pytorch.Tensor(gradient)));
        }
      }
    }

    private static Tensor add(Map<Long, Tensor> to, Tensor t, Tensor gradient) {
      return to.merge(identity(t), gradient, Tensor::plus);
    }
  }
}
