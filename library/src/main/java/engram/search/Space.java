package engram.search;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * All configurations that a search may try.
 *
 * @param parameters in an order in which each condition is on an earlier choice
 */
public record Space(List<Parameter> parameters) {
  /** A grid of more points is surely a mistake. */
  private static final int LARGEST_GRID = 100_000;

  /** Draws of a point that are not made before, until a space counts as used up. */
  private static final int ATTEMPTS = 200;

  public Space {
    parameters = List.copyOf(parameters);
    Check.require(!parameters.isEmpty(), "a space needs at least one hyperparameter");
    Set<String> choices = new HashSet<>();
    for (Parameter p : parameters) {
      p.only()
          .ifPresent(
              c ->
                  Check.require(
                      choices.contains(c.on()),
                      p.name() + " depends on '" + c.on() + "', which must be a list above it"));
      if (p.domain() instanceof Domain.Choice) {
        choices.add(p.name());
      }
    }
  }

  /** The point whose searched parameters have the values that {@code chosen} gives, in order. */
  public Point point(ToDoubleFunction<Parameter> chosen) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      if (isSearched(p, values)) {
        values.put(p.name(), chosen.applyAsDouble(p));
      }
    }
    return new Point(values);
  }

  /** A point drawn evenly. */
  public Point random(SplittableRandom random) {
    return point(p -> p.domain().at(random.nextDouble()));
  }

  /** A point drawn evenly from those not in {@code tried}; empty if there are none left. */
  public Optional<Point> fresh(Seed seed, Set<Point> tried) {
    SplittableRandom random = seed.random();
    for (int i = 0; i < ATTEMPTS; i++) {
      Point drawn = random(random);
      if (!tried.contains(drawn)) {
        return Optional.of(drawn);
      }
    }
    if (!isFinite()) {
      return Optional.empty();
    }
    List<Point> left = new ArrayList<>(grid());
    left.removeAll(tried);
    return left.isEmpty() ? Optional.empty() : Optional.of(left.get(random.nextInt(left.size())));
  }

  /** Whether all points can be listed. */
  public boolean isFinite() {
    double size = 1;
    for (Parameter p : parameters) {
      size *= p.domain().size();
    }
    return size <= LARGEST_GRID;
  }

  /**
   * Every point once, the last parameter changing fastest.
   *
   * @throws EngramException if a parameter is a range of reals, or there are too many points
   */
  public List<Point> grid() {
    for (Parameter p : parameters) {
      if (p.domain().size() == Long.MAX_VALUE) {
        throw EngramException.usage(
            p.name() + " is a range of reals, which no grid can cover; give a list of values");
      }
    }
    if (!isFinite()) {
      throw EngramException.usage(
          "this grid has more than " + LARGEST_GRID + " points; use --strategy random or tpe");
    }
    List<Map<String, Double>> partial = List.of(Map.of());
    for (Parameter p : parameters) {
      List<Map<String, Double>> longer = new ArrayList<>();
      partial.forEach(values -> longer.addAll(extended(values, p)));
      partial = longer;
    }
    return partial.stream().map(Point::new).toList();
  }

  private List<Map<String, Double>> extended(Map<String, Double> values, Parameter p) {
    if (!isSearched(p, values)) {
      return List.of(values);
    }
    int n = (int) p.domain().size();
    List<Map<String, Double>> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Map<String, Double> longer = new LinkedHashMap<>(values);
      longer.put(p.name(), nth(p.domain(), i));
      all.add(longer);
    }
    return all;
  }

  private static double nth(Domain domain, int i) {
    return domain instanceof Domain.Interval range ? range.low() + i : i;
  }

  private boolean isSearched(Parameter p, Map<String, Double> values) {
    if (p.only().isEmpty()) {
      return true;
    }
    Parameter.Condition condition = p.only().get();
    Double on = values.get(condition.on());
    return on != null && condition.values().contains(named(condition.on()).domain().text(on));
  }

  /** The parameter called {@code name}. */
  public Parameter named(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /** The values of {@code point} as people type them. */
  public Map<String, String> texts(Point point) {
    Map<String, String> texts = new LinkedHashMap<>();
    point.values().forEach((name, value) -> texts.put(name, named(name).domain().text(value)));
    return texts;
  }
}
