package engram.base;

import engram.base.EngramException.Kind;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * JSON of records: component {@code learningRate} is written {@code learning_rate}, enum constants
 * in lower case, a path as its text; unknown and missing components are errors, and null ones are
 * where they are not {@link Nullable}.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private static final Pattern MISSING =
      Pattern.compile("^Missing (?:required )?creator property '([^']*)'");

  private Json() {}

  /** {@code value} as one line of JSON. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** {@code value} as indented JSON with a final newline. */
  public static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
  }

  /** Reads {@code text}, which came from {@code source}, as a {@code type}. */
  public static <T> T read(Path source, String text, Class<T> type) {
    try {
      return whole(source, MAPPER.readValue(text, type));
    } catch (JacksonException e) {
      throw bad(source, e);
    }
  }

  /** Reads the JSON file {@code source} as a {@code type}. */
  public static <T> T read(Path source, Class<T> type) {
    return read(source, text(source), type);
  }

  /** Reads {@code text}, which came from {@code source}, as a tree. */
  public static JsonNode tree(Path source, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw bad(source, e);
    }
  }

  /** A tree of {@code value}, as {@link #write} would write it. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** {@code node} as a {@code type}; {@code source} is named in errors. */
  public static <T> T fromTree(Path source, JsonNode node, Class<T> type) {
    try {
      return whole(source, MAPPER.treeToValue(node, type));
    } catch (JacksonException e) {
      throw bad(source, e);
    }
  }

  private static <T> T whole(Path source, @Nullable T value) {
    requireWhole(source, "", value);
    return Objects.requireNonNull(value);
  }

  /** Refuses null in {@code value}, called {@code name}, but for components that allow it. */
  private static void requireWhole(Path source, String name, @Nullable Object value) {
    if (value == null) {
      throw EngramException.badData(source, name.isEmpty() ? "is null" : "'" + name + "' is null");
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> requireWhole(source, inner(name, key), item));
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(item -> requireWhole(source, name, item));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> requireWhole(source, name, item));
    } else if (value instanceof Record) {
      requireWholeComponents(source, name, value);
    }
  }

  private static void requireWholeComponents(Path source, String name, Object value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object item;
      try {
        component.getAccessor().setAccessible(true);
        item = component.getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " cannot be read", e);
      }
      if (item != null || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        String key = Names.snake(component.getName());
        requireWhole(source, inner(name, key), item);
      }
    }
  }

  private static String inner(String name, Object key) {
    return name.isEmpty() ? String.valueOf(key) : name + "." + key;
  }

  private static String text(Path source) {
    try {
      return Files.readString(source);
    } catch (java.nio.file.NoSuchFileException e) {
      throw EngramException.notFound(source, "no such file");
    } catch (IOException e) {
      throw EngramException.io(source, e);
    }
  }

  private static EngramException bad(Path source, JacksonException e) {
    var at = e.getLocation();
    String where = at == null || at.getLineNr() < 0 ? "" : "line " + at.getLineNr() + ": ";
    Matcher missing = MISSING.matcher(e.getOriginalMessage());
    String what =
        missing.find()
            ? "has no '" + missing.group(1) + "'; another version of engram wrote it, use that one"
            : e.getOriginalMessage();
    return new EngramException(Kind.BAD_DATA, source + ": " + where + what, e);
  }
}
