package engram.search;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what to train next, as a pure function of the trials so far. */
public interface Strategy {
  /**
   * The next training, given all trials so far in the order of their numbers; empty if there is
   * nothing to do before one of those that run has answered or, if none runs, at the end.
   */
  Optional<Job> next(List<Trial> trials);

  /** Whether results change what is tried next. */
  boolean adaptive();

  /**
   * One training of a configuration, from where it stands.
   *
   * @param trial its number: that of a trial there is, or the next one
   * @param epochs to reach in all
   */
  record Job(int trial, Point point, int epochs) {}

  /**
   * How much may be spent.
   *
   * @param trials configurations
   * @param epochs of a full training
   */
  record Budget(int trials, int epochs) {
    public Budget {
      engram.base.Check.within("trials", trials, 1, 1_000_000);
      engram.base.Check.atLeast("epochs", epochs, 1);
    }
  }

  /** The configurations of {@code trials}. */
  static Set<Point> points(List<Trial> trials) {
    Set<Point> points = new HashSet<>();
    trials.forEach(t -> points.add(t.point()));
    return points;
  }
}
