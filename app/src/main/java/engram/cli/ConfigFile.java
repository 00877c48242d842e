package engram.cli;

import engram.base.Names;
import engram.base.Nearest;
import engram.base.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;

/**
 * Options of a command from a YAML (or JSON) file: keys are the long option names without dashes,
 * {@code set} is a mapping. What the command line says wins.
 */
final class ConfigFile {
  private final Path file;
  private final JsonNode root;

  private ConfigFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Reads {@code file}; whatever is wrong with it is a bad configuration (78). */
  static ConfigFile read(Path file) {
    return new ConfigFile(file, Yaml.read(file));
  }

  /** Refuses the first of {@code options}, or a model, that the file sets, as {@code why} says. */
  void refuse(List<String> options, String why) {
    for (String key : root.propertyNames()) {
      if (key.equals("model") || options.contains("--" + key)) {
        throw Yaml.bad(file, key + ": " + why);
      }
    }
  }

  /** Sets every option of {@code command} that the command line left alone. */
  void applyTo(CommandSpec command) {
    List<String> keys =
        command.options().stream()
            .map(o -> o.longestName().replaceFirst("^--", ""))
            .filter(k -> !List.of("config", "help", "json", "debug").contains(k))
            .toList();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      String key = entry.getKey();
      if (key.equals("model")) {
        applyModel(command, entry.getValue());
      } else if (keys.contains(key)) {
        apply(command, command.findOption("--" + key), key, entry.getValue());
      } else {
        throw Yaml.bad(file, "unknown key '" + key + "'" + Nearest.hint(key, keys));
      }
    }
  }

  private void applyModel(CommandSpec command, JsonNode value) {
    requireSingle("model", value);
    var positional = command.positionalParameters().get(0);
    if (positional.getValue() == null) {
      set("model", () -> positional.setValue(value.asString()));
    }
  }

  private void apply(CommandSpec command, OptionSpec option, String key, JsonNode value) {
    if (option.isMultiValue()) {
      applyMap(option, key, value);
      return;
    }
    boolean given = command.commandLine().getParseResult().hasMatchedOption(option);
    requireSingle(key, value);
    Object converted = convert(key, value, option.type());
    if (!given) {
      set(key, () -> option.setValue(converted));
    }
  }

  private void requireSingle(String key, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw Yaml.bad(file, key + " must be a single value");
    }
  }

  private void applyMap(OptionSpec option, String key, JsonNode value) {
    if (!value.isObject()) {
      throw Yaml.bad(file, key + " must be a mapping of names to values");
    }
    Map<String, String> given = option.getValue();
    for (Map.Entry<String, JsonNode> e : value.properties()) {
      if (e.getValue().isObject() || anyContainer(e.getValue())) {
        throw Yaml.bad(file, key + "." + e.getKey() + " must be a value or a list of values");
      }
      given.putIfAbsent(e.getKey(), text(e.getValue()));
    }
  }

  private static boolean anyContainer(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).anyMatch(JsonNode::isContainer);
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asString();
    }
    StringBuilder list = new StringBuilder();
    value.forEach(v -> list.append(list.isEmpty() ? "" : ",").append(v.asString()));
    return list.toString();
  }

  private Object convert(String key, JsonNode value, Class<?> type) {
    String text = value.asString();
    try {
      if (type == int.class || type == Integer.class) {
        return Integer.valueOf(text);
      }
      if (type == long.class || type == Long.class) {
        return Long.valueOf(text);
      }
      if (type == double.class || type == Double.class) {
        return Double.valueOf(text);
      }
    } catch (NumberFormatException e) {
      throw Yaml.bad(file, key + " must be a " + type.getSimpleName() + ", got '" + text + "'");
    }
    if (type == boolean.class) {
      return bool(key, value);
    }
    if (type == Path.class) {
      return Common.path(text);
    }
    return type.isEnum() ? constant(key, text, type) : text;
  }

  private boolean bool(String key, JsonNode value) {
    if (!value.isBoolean()) {
      throw Yaml.bad(file, key + " must be true or false, got '" + value.asString() + "'");
    }
    return value.booleanValue();
  }

  private Object constant(String key, String text, Class<?> type) {
    List<String> names =
        java.util.Arrays.stream(type.getEnumConstants()).map(c -> Names.of((Enum<?>) c)).toList();
    int at = names.indexOf(text.toLowerCase(java.util.Locale.ROOT));
    if (at < 0) {
      throw Yaml.bad(file, key + " must be one of " + names + ", got '" + text + "'");
    }
    return type.getEnumConstants()[at];
  }

  private interface Setter {
    void set() throws Exception;
  }

  private void set(String key, Setter setter) {
    try {
      setter.set();
    } catch (Exception e) {
      throw Yaml.bad(file, key + ": " + e.getMessage());
    }
  }
}
