package engram.search;

import java.util.List;
import java.util.Optional;

/** Every point of a space, in the order of the space. */
public final class GridSearch implements Strategy {
  private final List<Point> grid;
  private final Budget budget;

  /** The first {@code budget.trials()} points of {@code space}. */
  public GridSearch(Space space, Budget budget) {
    this.grid = space.grid();
    this.budget = budget;
  }

  @Override
  public Optional<Job> next(List<Trial> trials) {
    int n = trials.size();
    return n < Math.min(grid.size(), budget.trials())
        ? Optional.of(new Job(n, grid.get(n), budget.epochs()))
        : Optional.empty();
  }

  @Override
  public boolean adaptive() {
    return false;
  }
}
