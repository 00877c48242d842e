package engram.paper;

import engram.base.Check;
import java.util.function.Function;

/**
 * A table, a figure or a claim of a paper.
 *
 * @param id short name for {@code --only}: lower-case letters, digits and hyphens
 * @param where in the paper
 * @param title what is measured
 */
public record Experiment(String id, String where, String title, Function<Lab, Findings> make) {
  public Experiment {
    Check.require(id.matches("[a-z0-9-]+"), "not an id: '" + id + "'");
  }
}
