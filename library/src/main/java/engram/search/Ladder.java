package engram.search;

import engram.base.Check;
import engram.base.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rungs at which trials are compared, and who has reached which: what the two kinds of
 * successive halving share.
 *
 * @param eta of as many trials on a rung, one goes on
 */
record Ladder(Space space, Strategy.Budget budget, int eta, Seed seed) {
  Ladder {
    Check.within("eta", eta, 2, 100);
  }

  /** Epochs of each rung, rising by a factor of eta to the full budget. */
  List<Integer> rungs() {
    List<Integer> rungs = new ArrayList<>(List.of(budget.epochs()));
    while (rungs.get(rungs.size() - 1) > 1) {
      int last = rungs.get(rungs.size() - 1);
      rungs.add((last + eta - 1) / eta);
    }
    Collections.reverse(rungs);
    return rungs;
  }

  /** A new configuration for the lowest rung, if one is left. */
  Optional<Strategy.Job> begin(List<Trial> trials) {
    int n = trials.size();
    return n < budget.trials()
        ? space
            .fresh(seed.child(n), Strategy.points(trials))
            .map(point -> new Strategy.Job(n, point, rungs().get(0)))
        : Optional.empty();
  }

  /** The next rung for the best of the first {@code quota} at {@code epochs} not yet there. */
  Optional<Strategy.Job> promote(List<Trial> trials, int epochs, int quota) {
    return reached(trials, epochs).stream()
        .sorted(
            Comparator.comparingDouble((Trial t) -> t.valueAt(epochs))
                .thenComparingInt(Trial::number))
        .limit(quota)
        .filter(t -> t.epochs() == epochs && t.state() == Trial.State.TRAINED)
        .findFirst()
        .map(t -> new Strategy.Job(t.number(), t.point(), above(epochs)));
  }

  /** The trials that have been answered at {@code epochs} epochs. */
  List<Trial> reached(List<Trial> trials, int epochs) {
    return trials.stream()
        .filter(
            t -> t.epochs() > epochs || (t.epochs() == epochs && t.state() != Trial.State.RUNNING))
        .toList();
  }

  private int above(int epochs) {
    List<Integer> rungs = rungs();
    return rungs.get(rungs.indexOf(epochs) + 1);
  }
}
