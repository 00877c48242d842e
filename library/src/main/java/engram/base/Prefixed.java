package engram.base;

import java.util.LinkedHashMap;
import java.util.Map;

/** Several maps kept in one, each behind a prefix of its own. */
public final class Prefixed {
  private Prefixed() {}

  /** Puts {@code part} into {@code all}, with {@code prefix} before each name. */
  public static <V> void put(Map<String, V> all, String prefix, Map<String, V> part) {
    part.forEach((name, value) -> all.put(prefix + name, value));
  }

  /** What {@code all} holds behind {@code prefix}, in its order; the names without it. */
  public static <V> Map<String, V> part(Map<String, V> all, String prefix) {
    Map<String, V> part = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), value);
          }
        });
    return part;
  }
}
