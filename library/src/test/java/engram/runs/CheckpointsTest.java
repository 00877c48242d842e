package engram.runs;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private final RunStore store;
  private final LiveRun run;

  CheckpointsTest(@TempDir Path home) {
    this.store = RunStore.open(home);
    this.run = Samples.begin(store);
  }

  @AfterEach
  void close() {
    run.close();
    store.close();
  }

  private static void flipABit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void thereIsNoneAtFirst() {
    assertEquals(
        new Checkpoints.Latest(Optional.empty(), List.of()), run.checkpoints().latestGood());
    assertEquals(Optional.empty(), run.checkpoints().weights());
  }

  @Test
  void theLastTwoAreKept() {
    for (long step : List.of(5L, 1200L, 99_999_999L, 100_000_000L)) {
      run.checkpoint(step, Samples.tensors(0), Map.of());
    }
    List<String> names =
        run.checkpoints().files().stream().map(f -> String.valueOf(f.getFileName())).toList();
    assertEquals(List.of("step-99999999.safetensors", "step-100000000.safetensors"), names);
  }

  @Test
  void whoBeganAgainAfterDamageKeepsWhatIsNew() {
    for (long step : List.of(200L, 300L, 0L, 100L)) {
      run.checkpoint(step, Samples.tensors(0), Map.of());
    }
    List<String> names =
        run.checkpoints().files().stream().map(f -> String.valueOf(f.getFileName())).toList();
    assertEquals(List.of("step-00000000.safetensors", "step-00000100.safetensors"), names);
  }

  @Test
  void theNewestIsReadWithItsStepAndText() {
    run.checkpoint(1, Samples.tensors(1), Map.of());
    run.checkpoint(2, Samples.tensors(7), Map.of("note", "best"));
    Optional<Checkpoints.Checkpoint> latest = run.checkpoints().latestGood().checkpoint();
    assertEquals(7, Samples.first(latest));
    assertEquals(2, latest.orElseThrow().step());
    assertEquals(Map.of("note", "best"), latest.orElseThrow().metadata());
  }

  @Test
  void aDamagedOneIsSkippedAndNamed() throws IOException {
    run.checkpoint(1, Samples.tensors(1), Map.of());
    Path damaged = run.checkpoint(2, Samples.tensors(2), Map.of());
    flipABit(damaged);
    Checkpoints.Latest latest = run.checkpoints().latestGood();
    assertEquals(1, Samples.first(latest.checkpoint()));
    assertEquals(1, latest.skipped().size());
    assertTrue(latest.skipped().get(0).startsWith(damaged + ": byte "), latest.toString());
    assertTrue(latest.skipped().get(0).contains("tensor 'w'"), latest.toString());
  }

  @Test
  void damagedWeightsAreAnError() throws IOException {
    flipABit(run.weights(1, Samples.tensors(1), Map.of()));
    EngramException e = assertThrows(EngramException.class, () -> run.checkpoints().weights());
    assertEquals(Kind.BAD_DATA, e.kind());
  }

  @Test
  void weightsOfAnotherModelAreRefusedWithBothNamed() throws IOException {
    try (LiveRun other = store.create("conv-ae", Samples.request(32), Samples.environment())) {
      Files.copy(
          other.weights(1, Samples.tensors(1), Map.of()),
          run.path().resolve("weights.safetensors"));
    }
    EngramException e = assertThrows(EngramException.class, () -> run.checkpoints().weights());
    assertEquals(Kind.BAD_DATA, e.kind());
    assertTrue(
        Samples.message(e).contains("conv-ae {\"latent\":32}")
            && Samples.message(e).contains("vae {\"latent\":10}"),
        Samples.message(e));
  }

  @Test
  void whatCannotBeSavedLeavesTheEarlierOnes() throws IOException {
    run.checkpoint(1, Samples.tensors(1), Map.of());
    Files.createDirectory(run.path().resolve("checkpoints/step-00000002.safetensors"));
    EngramException e =
        assertThrows(EngramException.class, () -> run.checkpoint(2, Samples.tensors(2), Map.of()));
    assertEquals(Kind.CANNOT_CREATE, e.kind());
    Files.delete(run.path().resolve("checkpoints/step-00000002.safetensors"));
    assertEquals(1, Samples.first(run.checkpoints().latestGood().checkpoint()));
  }
}
