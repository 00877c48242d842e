package engram.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One configuration: a value of each parameter that is searched there, in the order of the space.
 */
public record Point(Map<String, Double> values) {
  public Point {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether {@code parameter} is searched here. */
  public boolean has(Parameter parameter) {
    return values.containsKey(parameter.name());
  }

  /** The value of {@code parameter}, which is searched here. */
  public double get(Parameter parameter) {
    Double value = values.get(parameter.name());
    if (value == null) {
      throw new IllegalArgumentException(parameter.name() + " is not searched at " + values);
    }
    return value;
  }
}
