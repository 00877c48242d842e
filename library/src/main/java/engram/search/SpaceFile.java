package engram.search;

import engram.base.EngramException;
import engram.base.Names;
import engram.base.Nearest;
import engram.base.Yaml;
import engram.model.Specs;
import engram.search.Domain.Choice;
import engram.search.Domain.Interval;
import engram.search.Parameter.Condition;
import engram.train.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A space as people write it, checked against the hyperparameters and the plan of a model.
 *
 * <pre>
 * conv1: [8, 16, 32]                        # a list of values
 * latent: {from: 2, to: 64, log: true}      # a range: of whole numbers, as latent is one
 * lr: {from: 1e-5, to: 1e-2, log: true}
 * drop: {from: 0, to: 0.5, if: {conv1: 32}} # searched only where conv1 is 32
 * batch: [64, 128]                          # of the plan: batch, schedule, seed
 * </pre>
 */
public final class SpaceFile {
  /** What of the plan can be searched; the rest is the budget, or how trials are judged. */
  public static final List<String> OF_THE_PLAN = List.of("batch", "schedule", "seed");

  /** Spaces of the papers, by name. */
  public static final List<String> READY =
      List.of("iriarte", "sayapaneni-rho", "sayapaneni-beta", "sayapaneni-alpha");

  private static final List<String> KEYS = List.of("from", "to", "log", "values", "if");

  private final Path source;
  private final Record spec;
  private final Plan plan;

  private SpaceFile(Path source, Record spec, Plan plan) {
    this.source = source;
    this.spec = spec;
    this.plan = plan;
  }

  /** The tree in the file or the ready space called {@code name}. */
  public static JsonNode read(String name) {
    if (READY.contains(name)) {
      return Yaml.parse(Path.of(name), ready(name));
    }
    Path file = Path.of(name);
    if (Files.notExists(file)) {
      throw EngramException.notFound(
          file,
          "no such space file"
              + (name.contains(".") || name.contains("/") ? "" : Nearest.hint(name, READY))
              + " (ready ones: "
              + String.join(", ", READY)
              + ")");
    }
    return Yaml.read(file);
  }

  private static String ready(String name) {
    try (InputStream in = SpaceFile.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException(name + ".yaml is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /**
   * The space that {@code tree}, from {@code source}, describes.
   *
   * @param spec the hyperparameters of the model, with the values that are not searched
   * @param plan the plan, likewise
   * @throws EngramException naming the parameter, the value, and what is allowed
   */
  public static Space space(Path source, JsonNode tree, Record spec, Plan plan) {
    SpaceFile file = new SpaceFile(source, spec, plan);
    List<Parameter> parameters = new ArrayList<>();
    tree.properties()
        .forEach(e -> parameters.add(file.parameter(e.getKey(), e.getValue(), parameters)));
    return file.named("", () -> new Space(parameters));
  }

  private Parameter parameter(String name, JsonNode node, List<Parameter> before) {
    requireKnown(name);
    if (node.isArray()) {
      return Parameter.of(name, choice(name, node));
    }
    if (!node.isObject()) {
      throw bad(name, "must be a list of values, or from and to, got '" + node.asString() + "'");
    }
    for (String key : node.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw bad(name, "has no '" + key + "'" + Nearest.hint(key, KEYS));
      }
    }
    Optional<Condition> only =
        node.has("if") ? Optional.of(condition(name, node.get("if"), before)) : Optional.empty();
    Domain domain = node.has("values") ? choice(name, node.get("values")) : range(name, node);
    return new Parameter(name, domain, only);
  }

  private void requireKnown(String name) {
    List<String> names = new ArrayList<>(Specs.toMap(spec).keySet());
    names.addAll(OF_THE_PLAN);
    if (!names.contains(name)) {
      throw Yaml.bad(source, Nearest.unknown("hyperparameter", name, names));
    }
  }

  private Choice choice(String name, JsonNode list) {
    if (!list.isArray() || list.isEmpty()) {
      throw bad(name, "needs at least one value");
    }
    List<String> values =
        StreamSupport.stream(list.spliterator(), false).map(v -> value(name, v)).toList();
    if (values.stream().distinct().count() < values.size()) {
      throw bad(name, "names a value twice: " + String.join(", ", values));
    }
    return new Choice(values);
  }

  /** One value as the record shows it; a list of numbers is one value of a list. */
  private String value(String name, JsonNode node) {
    if (node.isObject() || node.isNull()) {
      throw bad(name, "must have plain values, got '" + node + "'");
    }
    StringBuilder list = new StringBuilder();
    node.forEach(v -> list.append(list.isEmpty() ? "" : ",").append(v.asString()));
    return checked(name, node.isArray() ? list.toString() : node.asString());
  }

  private Interval range(String name, JsonNode node) {
    RecordComponent component = component(name);
    Class<?> type = component.getType();
    if (type != int.class && type != long.class && type != double.class) {
      throw bad(name, "takes no range, as it is no number; give a list of values");
    }
    double from = end(name, node, "from");
    double to = end(name, node, "to");
    JsonNode log = node.path("log");
    if (!log.isMissingNode() && !log.isBoolean()) {
      throw bad(name, "log must be true or false, got '" + log.asString() + "'");
    }
    return named(name, () -> new Interval(from, to, log.asBoolean(false), type != double.class));
  }

  private double end(String name, JsonNode node, String key) {
    if (!node.has(key)) {
      throw bad(name, "needs '" + key + "'; a range is {from: 1, to: 10}");
    }
    return Double.parseDouble(value(name, node.get(key)));
  }

  private Condition condition(String name, JsonNode node, List<Parameter> before) {
    if (!node.isObject() || node.size() != 1) {
      throw bad(name, "needs one condition after 'if', such as {activation: relu}");
    }
    String on = node.propertyNames().iterator().next();
    JsonNode value = node.get(on);
    List<String> choices =
        before.stream().filter(p -> p.domain() instanceof Choice).map(Parameter::name).toList();
    Optional<Parameter> other = before.stream().filter(p -> p.name().equals(on)).findFirst();
    if (other.isEmpty() || !(other.get().domain() instanceof Choice choice)) {
      throw bad(
          name,
          "depends on '" + on + "', which must be a list above it" + Nearest.hint(on, choices));
    }
    List<String> values =
        value.isArray()
            ? StreamSupport.stream(value.spliterator(), false).map(v -> value(on, v)).toList()
            : List.of(value(on, value));
    for (String v : values) {
      if (!choice.values().contains(v)) {
        throw bad(
            name,
            "depends on %s being %s, which is not among %s"
                .formatted(on, v, String.join(", ", choice.values())));
      }
    }
    return new Condition(on, values);
  }

  private RecordComponent component(String name) {
    Class<?> owner = Specs.toMap(spec).containsKey(name) ? spec.getClass() : Plan.class;
    return Arrays.stream(owner.getRecordComponents())
        .filter(c -> Names.snake(c.getName()).equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** {@code text} as the record itself would show it, if it takes it. */
  private String checked(String name, String text) {
    return named(
        "",
        () -> {
          Map<String, String> change = Map.of(name, text);
          Record changed =
              Specs.toMap(spec).containsKey(name)
                  ? Specs.with(spec, change)
                  : Specs.with(plan, change);
          return String.valueOf(Specs.toMap(changed).get(name));
        });
  }

  private <T> T named(String name, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw Yaml.bad(source, (name.isEmpty() ? "" : name + ": ") + e.getMessage());
    } catch (EngramException e) {
      throw Yaml.bad(source, String.valueOf(e.getMessage()));
    }
  }

  private EngramException bad(String name, String what) {
    return Yaml.bad(source, name + " " + what);
  }

  /** {@code spec} with those of {@code values} that are hyperparameters. */
  public static <R extends Record> R specWith(R spec, Map<String, String> values) {
    Map<String, String> own = new LinkedHashMap<>(values);
    own.keySet().retainAll(Specs.toMap(spec).keySet());
    return Specs.with(spec, own);
  }

  /**
   * {@code plan} with the others of {@code values}, which are no hyperparameters of {@code spec}.
   */
  public static Plan planWith(Plan plan, Record spec, Map<String, String> values) {
    Map<String, String> others = new LinkedHashMap<>(values);
    others.keySet().removeAll(Specs.toMap(spec).keySet());
    return Specs.with(plan, others);
  }
}
