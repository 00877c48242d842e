package engram.search;

import engram.base.Seed;
import java.util.List;
import java.util.Optional;

/**
 * Asynchronous successive halving (Li et al. 2020, "A system for massively parallel hyperparameter
 * tuning", algorithm 2): whenever there is room, a trial in the best 1/eta of its rung goes on to
 * the next, or, if there is none, a new one begins. Nobody waits for a rung to fill.
 *
 * <p>When no new point is left, the best trial of the highest rung goes on to the full budget, so
 * that a small search too ends with a whole training.
 */
public final class Asha implements Strategy {
  private final Ladder ladder;

  /** Points of {@code space}; of {@code eta} trials on a rung one goes on. */
  public Asha(Space space, Budget budget, int eta, Seed seed) {
    this.ladder = new Ladder(space, budget, eta, seed);
  }

  @Override
  public Optional<Job> next(List<Trial> trials) {
    List<Integer> rungs = ladder.rungs();
    for (int k = rungs.size() - 2; k >= 0; k--) {
      int epochs = rungs.get(k);
      int quota = ladder.reached(trials, epochs).size() / ladder.eta();
      Optional<Job> up = ladder.promote(trials, epochs, quota);
      if (up.isPresent()) {
        return up;
      }
    }
    return ladder.begin(trials).or(() -> finish(trials, rungs));
  }

  private Optional<Job> finish(List<Trial> trials, List<Integer> rungs) {
    if (trials.stream().anyMatch(t -> t.state() == Trial.State.RUNNING)) {
      return Optional.empty();
    }
    int highest =
        trials.stream()
            .filter(t -> t.state() == Trial.State.TRAINED)
            .mapToInt(Trial::epochs)
            .max()
            .orElse(Integer.MAX_VALUE);
    return highest < rungs.get(rungs.size() - 1)
        ? ladder.promote(trials, highest, trials.size())
        : Optional.empty();
  }

  @Override
  public boolean adaptive() {
    return true;
  }
}
