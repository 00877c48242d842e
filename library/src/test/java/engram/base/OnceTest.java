package engram.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnceTest {
  @Test
  void theSourceIsAskedOnceAndOnlyWhenNeeded() {
    List<String> asked = new ArrayList<>();
    Once<List<String>> once =
        new Once<>(
            () -> {
              asked.add("asked");
              return new ArrayList<>(asked);
            });
    assertEquals(List.of(), asked);
    assertSame(once.get(), once.get());
    assertEquals(List.of("asked"), asked);
  }
}
