package engram.model;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Names;
import engram.base.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads, writes and describes hyperparameter records by their components. */
public final class Specs {
  private Specs() {}

  /** One hyperparameter as a person sees it: its name, its value here, what it may be. */
  public record Hyperparameter(String name, String value, String allowed) {}

  /**
   * {@code base} with some components replaced.
   *
   * @param changes values by snake-case name, as text
   * @throws EngramException naming an unknown component and the nearest valid one, or the component
   *     whose value is not allowed
   */
  public static <R extends Record> R with(R base, Map<String, String> changes) {
    RecordComponent[] components = base.getClass().getRecordComponents();
    List<String> names = Arrays.stream(components).map(c -> Names.snake(c.getName())).toList();
    for (String name : changes.keySet()) {
      if (!names.contains(name)) {
        throw EngramException.usage(Nearest.unknown("hyperparameter", name, names));
      }
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String text = changes.get(names.get(i));
      values[i] =
          text == null ? value(base, components[i]) : parse(names.get(i), text, components[i]);
    }
    return construct(base, components, values);
  }

  /** Each component's name and value, as {@link #with} reads them. */
  public static Map<String, String> toMap(Record spec) {
    Map<String, String> map = new LinkedHashMap<>();
    for (RecordComponent c : spec.getClass().getRecordComponents()) {
      map.put(Names.snake(c.getName()), text(value(spec, c)));
    }
    return map;
  }

  /** Each component with its value in {@code spec} and what it may be. */
  public static List<Hyperparameter> describe(Record spec) {
    List<Hyperparameter> all = new ArrayList<>();
    for (RecordComponent c : spec.getClass().getRecordComponents()) {
      all.add(new Hyperparameter(Names.snake(c.getName()), text(value(spec, c)), allowed(c)));
    }
    return all;
  }

  private static String allowed(RecordComponent c) {
    Range range = c.getAnnotation(Range.class);
    if (c.getType().isEnum()) {
      return String.join(" | ", constants(c.getType()));
    }
    if (range == null) {
      return c.getType() == boolean.class ? "true | false" : "whole number";
    }
    String interval = "[" + Check.number(range.min()) + ", " + Check.number(range.max()) + "]";
    boolean list = List.class.isAssignableFrom(c.getType());
    boolean whole = list || c.getType() == int.class;
    return (list ? "list of " : "")
        + (whole ? "whole " : "")
        + (list ? "numbers" : "number")
        + " in "
        + interval;
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> Names.of((Enum<?>) c)).toList();
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Object::toString).collect(Collectors.joining(","));
    }
    if (value instanceof Double number) {
      return Check.number(number);
    }
    return value instanceof Enum<?> e ? Names.of(e) : value.toString();
  }

  private static Object parse(String name, String text, RecordComponent c) {
    Class<?> type = c.getType();
    try {
      if (type == int.class) {
        return Integer.parseInt(text);
      }
      if (type == long.class) {
        return Long.parseLong(text);
      }
      if (type == double.class) {
        return Double.parseDouble(text);
      }
      if (List.class.isAssignableFrom(type)) {
        return text.isEmpty()
            ? List.of()
            : Arrays.stream(text.split("[,-]", -1)).map(Integer::valueOf).toList();
      }
    } catch (NumberFormatException e) {
      throw EngramException.usage(name + " must be a " + allowed(c) + ", got '" + text + "'");
    }
    if (type == boolean.class) {
      return bool(name, text);
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(k -> Names.of((Enum<?>) k).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                EngramException.usage(
                    name
                        + " must be one of "
                        + constants(type)
                        + ", got '"
                        + text
                        + "'"
                        + Nearest.hint(text, constants(type))));
  }

  private static boolean bool(String name, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw EngramException.usage(name + " must be true or false, got '" + text + "'");
    }
    return text.equals("true");
  }

  private static Object value(Record record, RecordComponent c) {
    try {
      return c.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(c + " must be readable", e);
    }
  }

  private static <R extends Record> R construct(R base, RecordComponent[] cs, Object[] values) {
    Class<?>[] types = Arrays.stream(cs).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      @SuppressWarnings("unchecked")
      R made = (R) base.getClass().getDeclaredConstructor(types).newInstance(values);
      return made;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException bad) {
        throw EngramException.usage(String.valueOf(bad.getMessage()));
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(base.getClass() + " needs its canonical constructor", e);
    }
  }
}
