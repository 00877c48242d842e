package engram.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that share one home, some of them killed. */
class RegistryCrashTest {
  private final Path home;

  RegistryCrashTest(@TempDir Path home) {
    this.home = home;
  }

  private Process writer(int runs) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            RunWriter.class.getName(),
            home.toString(),
            Integer.toString(runs))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> readToEnd(BufferedReader lines) throws IOException {
    List<String> all = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      all.add(line);
    }
    return all;
  }

  private Set<String> listed() {
    try (RunStore store = RunStore.open(home)) {
      Set<String> ids = new HashSet<>();
      for (RunSummary run : store.list(RunFilter.all())) {
        assertTrue(ids.add(run.id()), run.id());
        assertTrue(run.status() != RunStatus.RUNNING, run.toString());
      }
      assertEquals(List.of(), store.warnings());
      return ids;
    }
  }

  @Test
  void fourProcessesWritingAtOnceLoseAndDoubleNothing() throws Exception {
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(writer(50));
    }
    Set<String> acknowledged = new HashSet<>();
    for (Process writer : writers) {
      List<String> ids = readToEnd(writer.inputReader());
      assertEquals(0, writer.waitFor());
      assertEquals(50, ids.size());
      acknowledged.addAll(ids);
    }
    assertEquals(200, acknowledged.size());
    assertEquals(acknowledged, listed());
  }

  @Test
  void aKilledWriterLosesNothingThatItAcknowledged() throws Exception {
    SplittableRandom random = new Seed(6).random();
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < 5; round++) {
      acknowledged.addAll(killFourWriters(random));
      assertTrue(listed().containsAll(acknowledged), "round " + round);
    }
    assertTrue(acknowledged.size() >= 20, "acknowledged " + acknowledged.size());
    wholeAfterResuming();
  }

  /** The runs that four writers acknowledged before they were killed in the midst of work. */
  private Set<String> killFourWriters(SplittableRandom random) throws Exception {
    Map<Process, BufferedReader> writers = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      Process writer = writer(Integer.MAX_VALUE);
      writers.put(writer, writer.inputReader());
    }
    Set<String> acknowledged = new HashSet<>();
    for (BufferedReader lines : writers.values()) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        acknowledged.add(lines.readLine());
      }
    }
    // Process.destroyForcibly would close the pipe before its last lines are read
    writers.keySet().forEach(writer -> writer.toHandle().destroyForcibly());
    for (Map.Entry<Process, BufferedReader> writer : writers.entrySet()) {
      acknowledged.addAll(readToEnd(writer.getValue()));
      assertEquals(137, writer.getKey().waitFor());
    }
    return acknowledged;
  }

  private void wholeAfterResuming() {
    try (RunStore store = RunStore.open(home)) {
      for (RunSummary run : store.list(RunFilter.all().withStatus(RunStatus.INTERRUPTED))) {
        store.resume(run.id()).close();
        assertTrue(store.verify(run.id()).ok(), run.id());
      }
    }
  }
}
