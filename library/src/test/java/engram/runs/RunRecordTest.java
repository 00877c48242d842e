package engram.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRecordTest {
  private static final Instant BEGIN = Instant.parse("2026-11-21T03:15:00.123456789Z");
  private final Path file;

  RunRecordTest(@TempDir Path folder) {
    this.file = folder.resolve("run.json");
  }

  private static RunRecord starting() {
    RunId id = RunId.of(BEGIN, "vae", new Seed(1));
    return RunRecord.starting(id, BEGIN, Samples.request(), Samples.environment());
  }

  private static RunRecord full() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("z_loss", 0.1);
    metrics.put("a_loss", Double.NaN);
    metrics.put("elbo_nats", Double.NEGATIVE_INFINITY);
    return starting()
        .withMetrics(metrics)
        .withEpoch(new RunRecord.Epoch(1, 600, metrics))
        .withEvent("a warning of \"two\"\nlines")
        .withStatus(RunStatus.DONE, Optional.of(BEGIN.plusSeconds(1)));
  }

  private static RunRecord computing() {
    RunRequest request =
        Samples.request()
            .withCompute(new RunRequest.ComputeAsked(3, "fp32", true, "cpu"))
            .withParent("search");
    return RunRecord.starting(
        RunId.of(BEGIN, "vae", new Seed(1)), BEGIN, request, Samples.environment());
  }

  @Test
  void whatIsWrittenIsRead() {
    for (RunRecord record : List.of(starting(), computing(), full())) {
      record.write(file);
      assertEquals(record, RunRecord.read(file));
    }
    assertEquals(
        List.of("z_loss", "a_loss", "elbo_nats"),
        List.copyOf(RunRecord.read(file).metrics().keySet()));
  }

  @Test
  void notANumberIsATextInTheFile() throws IOException {
    full().write(file);
    String text = Files.readString(file);
    assertTrue(text.contains("\"a_loss\" : \"NaN\""), text);
    assertFalse(text.matches("(?s).*: -?(NaN|Infinity).*"), text);
  }

  @Test
  void theIdTellsTimeAndModel() {
    assertTrue(starting().id().matches("20261121-031500-vae-[0-9a-f]{4}"), starting().id());
    assertThrows(IllegalArgumentException.class, () -> RunId.of(BEGIN, "../vae", new Seed(1)));
  }

  @Test
  void aNewerFormatIsRefusedWithBothVersionsNamed() throws IOException {
    full().write(file);
    String text =
        Files.readString(file).replace("\"format_version\" : 3", "\"format_version\" : 7");
    Files.writeString(file, text.replace("\"id\"", "\"identity\""));
    EngramException e = assertThrows(EngramException.class, () -> RunRecord.read(file));
    assertEquals(Kind.BAD_DATA, e.kind());
    assertTrue(Samples.message(e).contains("version 7 is newer than 3"), Samples.message(e));
  }

  @ParameterizedTest
  @CsvSource({"1, compute|parent", "2, compute"})
  void olderFormatsAreStillRead(int version, String lacks) throws IOException {
    full().write(file);
    String old =
        Files.readString(file)
            .replace("\"format_version\" : 3", "\"format_version\" : " + version)
            .replaceAll(",\\s*\"(" + lacks + ")\" : null", "");
    assertFalse(old.matches("(?s).*\"(" + lacks + ")\".*"), old);
    Files.writeString(file, old);
    assertEquals(full(), RunRecord.read(file));
  }

  @Test
  void aMutantIsReadOrRefusedAndNothingElse() throws IOException {
    full().write(file);
    byte[] original = Files.readAllBytes(file);
    SplittableRandom random = new Seed(5).random();
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] mutant = original.clone();
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      Files.write(file, mutant);
      try {
        RunRecord.read(file);
      } catch (EngramException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000 && refused < 2000, "refused " + refused);
  }

  @Test
  void anEpochDoneAgainReplacesTheOldOneAndAllAfterIt() {
    RunRecord record = starting();
    for (int epoch : List.of(1, 2, 3, 2)) {
      record = record.withEpoch(new RunRecord.Epoch(epoch, epoch, Map.of()));
    }
    assertEquals(List.of(1, 2), record.history().stream().map(RunRecord.Epoch::epoch).toList());
  }
}
