package engram.search;

import engram.base.Seed;
import java.util.List;
import java.util.Optional;

/**
 * Successive halving (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and
 * hyperparameter optimization"): all random points train for a few epochs, the best 1/eta of them
 * eta times as long, and so on until one is left.
 */
public final class SuccessiveHalving implements Strategy {
  private final Ladder ladder;

  /** Points of {@code space}; {@code eta} is the factor by which they become fewer. */
  public SuccessiveHalving(Space space, Budget budget, int eta, Seed seed) {
    this.ladder = new Ladder(space, budget, eta, seed);
  }

  @Override
  public Optional<Job> next(List<Trial> trials) {
    Optional<Job> first = ladder.begin(trials);
    if (first.isPresent()) {
      return first;
    }
    List<Integer> rungs = ladder.rungs();
    int size = trials.size();
    for (int epochs : rungs.subList(0, rungs.size() - 1)) {
      if (trials.stream().anyMatch(t -> t.state() == Trial.State.RUNNING && t.epochs() <= epochs)) {
        return Optional.empty();
      }
      size = Math.max(1, size / ladder.eta());
      Optional<Job> up = ladder.promote(trials, epochs, size);
      if (up.isPresent()) {
        return up;
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean adaptive() {
    return true;
  }
}
