package engram.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.base.EngramException.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final Path SOURCE = Path.of("run.json");

  private record Pair(int first, double secondOne) {}

  @Test
  void whatIsWrittenIsReadAgain() {
    Pair pair = new Pair(3, 0.25);
    assertEquals(pair, Json.read(SOURCE, Json.write(pair), Pair.class));
    assertEquals(pair, Json.fromTree(SOURCE, Json.tree(pair), Pair.class));
  }

  @Test
  void aMissingValueIsNamedAsItIsWritten() {
    EngramException e =
        assertThrows(
            EngramException.class,
            () -> Json.fromTree(SOURCE, Json.tree(SOURCE, "{\"first\":1}"), Pair.class));
    assertEquals(Kind.BAD_DATA, e.kind());
    assertEquals(
        "run.json: has no 'second_one'; another version of engram wrote it, use that one",
        e.getMessage());
  }
}
