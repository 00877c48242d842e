package engram.cli;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Names;
import engram.base.Nearest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Options of a command from a YAML (or JSON) file: keys are the long option names without dashes,
 * {@code set} is a mapping. What the command line says wins.
 */
final class ConfigFile {
  private static final long MAX_BYTES = 1 << 20;
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final JsonNode root;

  private ConfigFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Reads {@code file}; whatever is wrong with it is a bad configuration (78). */
  static ConfigFile read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw EngramException.notFound(file, "no such configuration file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw bad(file, "larger than " + MAX_BYTES + " bytes");
      }
      String text = decode(file, Files.readAllBytes(file));
      requirePlain(file, text);
      JsonNode root = YAML.readTree(text);
      if (root == null || !root.isObject()) {
        throw bad(file, "expected 'key: value' lines");
      }
      return new ConfigFile(file, root);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String where = at == null || at.getLineNr() < 0 ? "" : "line " + at.getLineNr() + ": ";
      throw bad(file, where + e.getOriginalMessage());
    } catch (IOException e) {
      throw EngramException.io(file, e);
    } catch (StackOverflowError e) {
      throw bad(file, "nested too deep");
    }
  }

  /** Tags could ask for any class; values here are plain. */
  private static void requirePlain(Path file, String text) {
    try (JsonParser parser = YAML.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.getTypeId() != null) {
          int line = parser.currentTokenLocation().getLineNr();
          throw bad(
              file,
              "line "
                  + line
                  + ": the tag "
                  + parser.getTypeId()
                  + " is not allowed; write a plain value");
        }
      }
    }
  }

  private static String decode(Path file, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw bad(file, "byte " + i + ": a NUL byte");
      }
    }
    if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB) {
      throw bad(file, "byte 0: a byte order mark; save the file as UTF-8 without it");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      throw bad(file, "byte " + in.position() + ": not UTF-8");
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
        throw bad(file, "unknown key '" + key + "'" + Nearest.hint(key, keys));
      }
    }
  }

  private void applyModel(CommandSpec command, JsonNode value) {
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
    if (!value.isValueNode() || value.isNull()) {
      throw bad(file, key + " must be a single value");
    }
    Object converted = convert(key, value, option.type());
    if (!given) {
      set(key, () -> option.setValue(converted));
    }
  }

  private void applyMap(OptionSpec option, String key, JsonNode value) {
    if (!value.isObject()) {
      throw bad(file, key + " must be a mapping of names to values");
    }
    Map<String, String> given = option.getValue();
    for (Map.Entry<String, JsonNode> e : value.properties()) {
      if (e.getValue().isContainer() && !e.getValue().isArray()) {
        throw bad(file, key + "." + e.getKey() + " must be a value or a list");
      }
      given.putIfAbsent(e.getKey(), text(e.getValue()));
    }
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
      throw bad(file, key + " must be a " + type.getSimpleName() + ", got '" + text + "'");
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
      throw bad(file, key + " must be true or false, got '" + value.asString() + "'");
    }
    return value.booleanValue();
  }

  private Object constant(String key, String text, Class<?> type) {
    List<String> names =
        java.util.Arrays.stream(type.getEnumConstants()).map(c -> Names.of((Enum<?>) c)).toList();
    int at = names.indexOf(text.toLowerCase(java.util.Locale.ROOT));
    if (at < 0) {
      throw bad(file, key + " must be one of " + names + ", got '" + text + "'");
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
      throw bad(file, key + ": " + e.getMessage());
    }
  }

  private static EngramException bad(Path file, String what) {
    return new EngramException(Kind.BAD_CONFIG, file + ": " + what);
  }
}
