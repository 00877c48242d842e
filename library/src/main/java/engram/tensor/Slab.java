package engram.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Parameters side by side in one piece of memory, so that updating or rounding all of them is one
 * operation.
 */
final class Slab {
  /** Elements between two possible starts: 64 bytes of the smaller form. */
  private static final long GRAIN = 32;

  /** Where in a slab a parameter lies. */
  record Place(Slab slab, long from, List<Long> shape) {
    org.bytedeco.pytorch.Tensor exact() {
      return part(slab.exact, 0);
    }

    org.bytedeco.pytorch.Tensor rounded() {
      return part(slab.refresh(), 0);
    }

    /** The same place in {@code other}, which begins where the slab has element {@code start}. */
    org.bytedeco.pytorch.Tensor part(org.bytedeco.pytorch.Tensor other, long start) {
      return other
          .narrow(0, from - start, elements())
          .view(shape.stream().mapToLong(Long::longValue).toArray());
    }

    long elements() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }

    long end() {
      return roundedUp(from + elements());
    }
  }

  private final Scope owner;
  private final org.bytedeco.pytorch.Tensor exact;
  private org.bytedeco.pytorch.@Nullable Tensor rounded;
  private boolean stale;

  private Slab(Scope owner, long length, org.bytedeco.pytorch.Tensor like) {
    this.owner = owner;
    exact = owner.adopt(like.new_zeros(new long[] {length}));
  }

  private static long roundedUp(long elements) {
    return (elements + GRAIN - 1) / GRAIN * GRAIN;
  }

  /** Moves those of {@code parameters} that lie on their own next to each other. */
  private static void gather(List<Tensor> parameters) {
    Map<List<Object>, List<Tensor>> alike = new LinkedHashMap<>();
    for (Tensor p : parameters) {
      if (p.values().place() == null) {
        List<Object> kind = List.of(p.values().owner(), p.type(), p.device());
        alike.computeIfAbsent(kind, k -> new ArrayList<>()).add(p);
      }
    }
    alike.values().forEach(Slab::lay);
  }

  private static void lay(List<Tensor> parameters) {
    long length = parameters.stream().mapToLong(p -> roundedUp(p.elements())).sum();
    Tensor first = parameters.get(0);
    try (AutoGradMode off = new AutoGradMode(false)) {
      Slab slab = new Slab(first.values().owner(), length, first.pointer());
      long from = 0;
      for (Tensor p : parameters) {
        Place place = new Place(slab, from, p.shape());
        place.exact().copy_(p.pointer());
        p.values().lieAt(place);
        from = place.end();
      }
    }
  }

  /** To be called after each change of a parameter in it. */
  void changed() {
    stale = true;
  }

  /** All of it in bf16, as it is now. */
  org.bytedeco.pytorch.Tensor refresh() {
    if (rounded == null) {
      rounded = owner.adopt(exact.toType(ScalarType.BFloat16));
    } else if (stale) {
      rounded.copy_(exact);
    }
    stale = false;
    return rounded;
  }

  /**
   * Parameters that follow each other without a gap.
   *
   * @param whole all of them as one tensor
   */
  record Run(List<Tensor> parameters, Tensor whole) {
    /** As many zeros. */
    Tensor zeros() {
      return Tensor.made(() -> torch.zeros_like(whole.pointer()));
    }

    /** The part of {@code other}, as long as this, that belongs to each parameter. */
    List<Tensor> parts(Tensor other) {
      long start = place(parameters.get(0)).from;
      return parameters.stream()
          .map(p -> Tensor.made(() -> place(p).part(other.pointer(), start)))
          .toList();
    }
  }

  /** {@code parameters}, gathered, in their order, in as few runs as there can be. */
  static List<Run> runs(List<Tensor> parameters) {
    gather(parameters);
    List<Run> runs = new ArrayList<>();
    List<Tensor> run = new ArrayList<>();
    for (Tensor p : parameters) {
      if (!run.isEmpty() && !follows(p, run.get(run.size() - 1))) {
        runs.add(run(run));
        run = new ArrayList<>();
      }
      run.add(p);
    }
    if (!run.isEmpty()) {
      runs.add(run(run));
    }
    return runs;
  }

  private static Place place(Tensor gathered) {
    return Objects.requireNonNull(gathered.values().place());
  }

  private static boolean follows(Tensor p, Tensor before) {
    Place here = place(p);
    Place there = place(before);
    return here.slab == there.slab && here.from == there.end();
  }

  private static Run run(List<Tensor> parameters) {
    Place first = place(parameters.get(0));
    Place last = place(parameters.get(parameters.size() - 1));
    return new Run(
        parameters,
        Tensor.made(() -> first.slab.exact.narrow(0, first.from, last.end() - first.from)));
  }
}
