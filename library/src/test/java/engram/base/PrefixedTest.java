package engram.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrefixedTest {
  @Test
  void whatIsPutBehindAPrefixIsFoundThereInItsOrder() {
    Map<String, Integer> part = new LinkedHashMap<>(Map.of("z", 1));
    part.put("a.b", 2);
    part.put("", 3);
    Map<String, Integer> all = new LinkedHashMap<>(Map.of("a.c", 4));
    Prefixed.put(all, "one.", part);
    Prefixed.put(all, "two.", Map.of("z", 5));
    assertEquals(List.copyOf(part.entrySet()), List.copyOf(Prefixed.part(all, "one.").entrySet()));
    assertEquals(Map.of("c", 4), Prefixed.part(all, "a."));
    assertEquals(Map.of(), Prefixed.part(all, "three."));
  }
}
