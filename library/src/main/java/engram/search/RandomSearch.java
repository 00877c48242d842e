package engram.search;

import engram.base.Seed;
import java.util.List;
import java.util.Optional;

/**
 * Points drawn evenly, none twice (Bergstra and Bengio 2012, "Random search for hyper-parameter
 * optimization").
 */
public record RandomSearch(Space space, Budget budget, Seed seed) implements Strategy {
  @Override
  public Optional<Job> next(List<Trial> trials) {
    int n = trials.size();
    return n < budget.trials()
        ? space
            .fresh(seed.child(n), Strategy.points(trials))
            .map(point -> new Job(n, point, budget.epochs()))
        : Optional.empty();
  }

  @Override
  public boolean adaptive() {
    return false;
  }
}
