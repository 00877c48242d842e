package engram.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private final Path file;

  JournalTest(@TempDir Path folder) {
    this.file = folder.resolve("below").resolve("trials.jsonl");
  }

  private static Journal.Entry entry(int trial, Journal.Status status, Double... curve) {
    return new Journal.Entry(
        trial, 3, status, "run-" + trial, Map.of("k", "µ"), List.of(curve), 1.5, "");
  }

  private void write(Journal.Entry... entries) {
    try (Journal journal = Journal.open(file)) {
      List.of(entries).forEach(journal::add);
    }
  }

  @Test
  void whatIsAddedIsThereAgain() {
    Journal.Entry begun = entry(0, Journal.Status.STARTED);
    Journal.Entry done = entry(0, Journal.Status.TRAINED, 2.0, Double.NaN, 0.1);
    write(begun);
    write(done, entry(1, Journal.Status.STARTED));
    try (Journal journal = Journal.open(file)) {
      assertEquals(List.of(begun, done, entry(1, Journal.Status.STARTED)), journal.entries());
      assertEquals(done, journal.result(0, 3).orElseThrow());
      assertTrue(journal.result(0, 9).isEmpty());
      assertTrue(journal.result(1, 3).isEmpty());
      assertEquals("run-1", journal.run(1, Map.of("k", "µ")).orElseThrow());
      assertTrue(journal.run(1, Map.of("k", "m")).isEmpty(), "a run of other values");
    }
  }

  @Test
  void aLastLineTornAnywhereIsCutOff() throws IOException {
    write(entry(0, Journal.Status.TRAINED, 1.0));
    byte[] whole = Files.readAllBytes(file);
    write(entry(1, Journal.Status.TRAINED, 2.0));
    byte[] both = Files.readAllBytes(file);
    for (int length = whole.length; length < both.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(both, length));
      write(entry(2, Journal.Status.TRAINED, 3.0));
      try (Journal journal = Journal.open(file)) {
        assertEquals(List.of(0, 2), journal.entries().stream().map(Journal.Entry::trial).toList());
      }
    }
  }

  @Test
  void aDamagedLineBeforeTheLastIsNamed() throws IOException {
    write(entry(0, Journal.Status.TRAINED, 1.0), entry(1, Journal.Status.TRAINED, 2.0));
    Files.writeString(file, Files.readString(file).replaceFirst("\"trial\"", "\"trail\""));
    EngramException e = assertThrows(EngramException.class, () -> Journal.open(file));
    assertEquals(Kind.BAD_DATA, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("line 1"), e.getMessage());
  }

  @Test
  void oneAtATimeHoldsIt() {
    try (Journal journal = Journal.open(file)) {
      EngramException e = assertThrows(EngramException.class, () -> Journal.open(file));
      assertEquals(Kind.BUSY, e.kind());
      assertEquals(List.of(), journal.entries());
    }
    write(entry(0, Journal.Status.STARTED));
  }
}
