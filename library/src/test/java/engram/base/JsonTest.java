package engram.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.base.EngramException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  private static final Path SOURCE = Path.of("run.json");

  private record Pair(int first, double secondOne) {}

  private record Nest(
      Map<String, Double> metrics,
      Optional<String> parent,
      @Nullable String remark,
      List<Named> named) {}

  private record Named(String fullName) {}

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | is null",
        "{'metrics':null,'parent':null,'remark':null,'named':[]} | 'metrics' is null",
        "{'metrics':{'b':null},'parent':null,'remark':null,'named':[]} | 'metrics.b' is null",
        "{'metrics':{},'parent':null,'remark':null,'named':[null]} | 'named' is null",
        "{'metrics':{},'parent':null,'remark':null,'named':[{'full_name':null}]}"
            + " | 'named.full_name' is null"
      })
  void nullIsNamedWhereItMayNotBe(String text, String told) {
    EngramException e =
        assertThrows(
            EngramException.class, () -> Json.read(SOURCE, text.replace('\'', '"'), Nest.class));
    assertEquals(Kind.BAD_DATA, e.kind());
    assertEquals("run.json: " + told, e.getMessage());
  }

  @Test
  void nullIsReadWhereItMayBe() {
    String text = "{\"metrics\":{},\"parent\":null,\"remark\":null,\"named\":[]}";
    assertEquals(
        new Nest(Map.of(), Optional.empty(), null, List.of()), Json.read(SOURCE, text, Nest.class));
  }
}
