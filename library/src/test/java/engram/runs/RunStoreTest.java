package engram.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStoreTest {
  private final Path home;
  private final RunStore store;

  RunStoreTest(@TempDir Path folder) {
    this.home = folder.resolve("a home?100%");
    this.store = RunStore.open(home);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static EngramException refused(Kind kind, Runnable action) {
    EngramException e = assertThrows(EngramException.class, action::run);
    assertEquals(kind, e.kind(), Samples.message(e));
    return e;
  }

  private List<RunSummary> listAnew() {
    try (RunStore other = RunStore.open(home)) {
      return other.list(RunFilter.all());
    }
  }

  @Test
  void aFinishedRunIsFoundWithItsMetrics() {
    String id = Samples.done(store, Double.NaN);
    RunFolder run = store.find(id);
    assertEquals(RunStatus.DONE, run.status());
    assertEquals(Map.of("loss", Double.NaN), run.record().metrics());
    assertEquals(List.of(RunSummary.of(run.record())), store.list(RunFilter.all()));
  }

  @Test
  void aRunIsFoundByPrefixAndAsTheLast() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2020-01-01T00:00:00Z"));
    String old;
    try (RunStore past = RunStore.open(home, clock)) {
      old = Samples.done(past, 1);
    }
    String young = Samples.done(store, 2);
    assertEquals(old, store.find("2020").id());
    assertEquals(young, store.find("last").id());
    refused(Kind.USAGE, () -> store.find("20"));
    String message = Samples.message(refused(Kind.NOT_FOUND, () -> store.find(old + "x")));
    assertTrue(message.contains("did you mean '" + old + "'?"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "/etc", "%2e", "nul\0"})
  void nothingOutsideTheHomeIsFound(String query) {
    refused(Kind.NOT_FOUND, () -> store.find(query));
    Samples.done(store, 1);
    refused(Kind.NOT_FOUND, () -> store.delete(query));
  }

  @Test
  void aFilterAdmitsOnlyWhatItSays() {
    Samples.done(store, 1);
    try (LiveRun live = store.create("aae", Samples.request(), Samples.environment())) {
      RunFilter all = RunFilter.all();
      assertEquals(2, store.list(all.withData("digits")).size());
      assertEquals(List.of(), store.list(all.withData("mnist")));
      assertEquals("vae", store.list(all.withStatus(RunStatus.DONE)).get(0).model());
      assertEquals(live.id(), store.list(all.withModel("aae")).get(0).id());
    }
  }

  @Test
  void runsOfTheSameInstantHaveDifferentIds() {
    try (RunStore fixed = RunStore.open(home, InstantSource.fixed(Instant.EPOCH))) {
      Stream.generate(() -> Samples.done(fixed, 1)).limit(20).forEach(id -> {});
    }
    assertEquals(20, store.list(RunFilter.all()).stream().map(RunSummary::id).distinct().count());
  }

  @Test
  void aLiveRunIsBusyForEverybodyElse() {
    try (LiveRun run = Samples.begin(store);
        RunStore other = RunStore.open(home)) {
      for (RunStore each : List.of(store, other)) {
        String message = Samples.message(refused(Kind.BUSY, () -> each.resume(run.id())));
        assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
        refused(Kind.BUSY, () -> each.delete(run.id()));
        refused(Kind.BUSY, () -> each.verify(run.id()));
        assertEquals(RunStatus.RUNNING, each.find(run.id()).status());
      }
    }
    assertEquals(RunStatus.INTERRUPTED, store.find("last").status());
  }

  @Test
  void anInterruptedRunIsResumedWhereItStood() {
    try (LiveRun run = Samples.begin(store)) {
      run.checkpoint(5, Samples.tensors(5), Map.of());
    }
    assertEquals(RunStatus.INTERRUPTED, store.list(RunFilter.all()).get(0).status());
    try (LiveRun again = store.resume("last")) {
      assertEquals(5, Samples.first(again.checkpoints().latestGood().checkpoint()));
      assertEquals(RunStatus.RUNNING, store.list(RunFilter.all()).get(0).status());
      again.finish(RunStatus.DONE);
    }
    assertEquals(RunStatus.DONE, listAnew().get(0).status());
  }

  @Test
  void aDeletedRunIsGone() throws IOException {
    String id = Samples.done(store, 1);
    assertEquals(id, store.delete("last"));
    assertEquals(List.of(), listAnew());
    try (Stream<Path> left = Files.list(home)) {
      assertTrue(left.noneMatch(path -> path.toString().contains(id)));
    }
  }

  @Test
  void everyFileIsVerified() throws IOException {
    String id;
    try (LiveRun run = Samples.begin(store)) {
      id = run.id();
      run.weights(1, Samples.tensors(1), Map.of());
      run.file("figures/loss.svg", out -> out.write(1));
      run.file("report.html", out -> out.write(1));
      run.finish(RunStatus.DONE);
    }
    assertEquals(new Verification(4, List.of(), List.of(), List.of()), store.verify(id));
    Path folder = store.find(id).path();
    Files.write(folder.resolve("report.html"), new byte[] {2});
    Files.delete(folder.resolve("weights.safetensors"));
    Files.write(folder.resolve("figures/more.svg"), new byte[] {2});
    assertEquals(
        new Verification(
            4, List.of("weights.safetensors"), List.of("report.html"), List.of("figures/more.svg")),
        store.verify(id));
    assertFalse(store.verify(id).ok());
  }

  @Test
  void theIndexCanBeRebuiltFromTheFolders() throws IOException {
    Stream.of(1.0, Double.NaN, 1 / 0.0).forEach(loss -> Samples.done(store, loss));
    Samples.begin(store).close();
    List<RunSummary> before = store.list(RunFilter.all());
    assertEquals(4, store.rebuild());
    assertEquals(before, store.list(RunFilter.all()));
    store.close();
    deleteIndex();
    assertEquals(before, listAnew());
  }

  private void deleteIndex() throws IOException {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(home.resolve("registry.sqlite" + suffix));
    }
  }

  @Test
  void aDamagedIndexIsRebuiltWithAWarning() throws IOException {
    Samples.done(store, 1);
    List<RunSummary> before = store.list(RunFilter.all());
    store.close();
    Path index = home.resolve("registry.sqlite");
    byte[] good = Files.readAllBytes(index);
    SplittableRandom random = new Seed(4).random();
    for (int i = 0; i < 20; i++) {
      byte[] bad = good.clone();
      random.nextBytes(bad);
      System.arraycopy(good, 0, bad, 0, random.nextInt(2) * 100);
      Files.write(index, bad);
      try (RunStore again = RunStore.open(home)) {
        assertEquals(before, again.list(RunFilter.all()));
        assertTrue(again.warnings().toString().contains("was damaged and is rebuilt"));
      }
    }
  }

  @Test
  void anIndexOfANewerProgramIsRefusedWithBothVersionsNamed() throws Exception {
    String url = "jdbc:sqlite:" + home.resolve("registry.sqlite").toUri();
    try (var connection = java.sql.DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("pragma user_version = 9");
    }
    String message = Samples.message(refused(Kind.BAD_CONFIG, this::listAnew));
    assertTrue(message.contains("version 9 is newer than 1"), message);
  }

  @Test
  void aRunThatCannotBeReadIsLeftOutWithAWarning() throws IOException {
    String good = Samples.done(store, 1);
    String bad = Samples.done(store, 2);
    Files.writeString(home.resolve(bad).resolve("run.json"), "{");
    assertEquals(good, listAnew().get(0).id());
    assertEquals(1, store.list(RunFilter.all()).size());
    assertTrue(store.warnings().get(0).contains(bad), store.warnings().toString());
  }

  @Test
  void aRenamedOrCopiedFolderIsNotTakenForTheRun() throws IOException {
    String id = Samples.done(store, 1);
    Files.move(home.resolve(id), home.resolve("copy"));
    assertEquals(List.of(), store.list(RunFilter.all()));
    assertTrue(store.warnings().get(0).contains("rename the folder back"));
  }

  @Test
  void aFileInTheWayOfTheHomeCannotBeCreated(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    refused(Kind.CANNOT_CREATE, () -> RunStore.open(file));
    refused(Kind.CANNOT_CREATE, () -> RunStore.open(file.resolve("below")));
    assertEquals("x", Files.readString(file));
  }

  @Test
  void aFullDiskLeavesTheOldFileAndNoOther() throws IOException {
    try (LiveRun run = Samples.begin(store)) {
      run.file("report.html", out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
      String sums = Files.readString(run.path().resolve("SHA256SUMS"));
      EngramException e = refused(Kind.IO, () -> run.file("report.html", out -> fillUp()));
      assertTrue(Samples.message(e).contains("No space left on device"));
      assertEquals("old", Files.readString(run.path().resolve("report.html")));
      assertEquals(sums, Files.readString(run.path().resolve("SHA256SUMS")));
    }
    assertTrue(store.verify("last").ok());
  }

  private static void fillUp() throws IOException {
    throw new IOException("No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", ".lock", "a/../b", "a//b", "", "a/.b"})
  void aFileOfARunLiesInItsFolder(String name) {
    try (LiveRun run = Samples.begin(store)) {
      assertThrows(IllegalArgumentException.class, () -> run.file(name, out -> out.write(1)));
    }
  }

  @Test
  void noNativeLibraryIsLeftInTheTemporaryFolder() throws IOException {
    assertNotEquals(null, System.getProperty("org.sqlite.tmpdir"));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temporary)) {
      assertTrue(files.noneMatch(f -> f.toString().contains("libsqlitejdbc")));
    }
  }
}
