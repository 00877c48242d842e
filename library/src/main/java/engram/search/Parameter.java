package engram.search;

import engram.base.Check;
import java.util.List;
import java.util.Optional;

/**
 * One dimension of a space.
 *
 * @param name of the hyperparameter
 * @param domain what it may be
 * @param only when it is searched at all; otherwise it keeps its default
 */
public record Parameter(String name, Domain domain, Optional<Condition> only) {
  /**
   * Holds where an earlier choice has one of some values.
   *
   * @param on name of the choice
   * @param values as people type them
   */
  public record Condition(String on, List<String> values) {
    public Condition {
      values = List.copyOf(values);
      Check.require(!values.isEmpty(), "a condition on " + on + " needs at least one value");
    }
  }

  /** A dimension that is always searched. */
  public static Parameter of(String name, Domain domain) {
    return new Parameter(name, domain, Optional.empty());
  }
}
