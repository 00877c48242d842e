package engram.data;

import engram.base.Check;
import engram.math.Matrix;
import java.util.List;

/**
 * The known causes of each image, as its generator drew them.
 *
 * @param names one per column
 * @param values one row per image
 */
public record Factors(List<String> names, Matrix values) {
  public Factors {
    names = List.copyOf(names);
    Check.require(
        names.size() == values.columns(),
        names.size() + " names for " + values.columns() + " factors");
  }
}
