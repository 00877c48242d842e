package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that start libtorch for the first time on a machine. */
class FirstStartTest {
  private final Path folder;

  FirstStartTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String run(Map<String, String> environment, String... options) throws Exception {
    Path output = folder.resolve("output");
    Process process = FirstStart.start(output, environment, options);
    assertEquals(0, process.waitFor(), () -> text(output));
    return text(output);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void startAtOnceOnAnEmptyCache(int processes) throws Exception {
    Path cache = folder.resolve("cache");
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      started.add(
          FirstStart.start(folder.resolve("out" + i), Map.of(), FirstStart.cacheOption(cache)));
    }
    for (int i = 0; i < processes; i++) {
      Path output = folder.resolve("out" + i);
      assertEquals(0, started.get(i).waitFor(), () -> text(output));
      assertEquals(FirstStart.WELL, text(output));
    }
    FirstStart.delete(cache);
  }

  @Test
  void twoProcessesThatStartAtOnceOnAnEmptyCacheBothWork() throws Exception {
    startAtOnceOnAnEmptyCache(2);
  }

  @Tag("slow")
  @Test
  void tenFirstStartsInARowDoNotCrash() throws Exception {
    for (int i = 0; i < 10; i++) {
      startAtOnceOnAnEmptyCache(1);
    }
  }

  @Test
  void aFileWhereTheCacheShouldBeIsOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("blocked"), "");
    String said = run(Map.of(), FirstStart.cacheOption(file));
    assertTrue(said.startsWith("CANNOT_CREATE the native library cache " + file), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void anUnsupportedPlatformIsOneLine() throws Exception {
    String said = run(Map.of(), "-Dorg.bytedeco.javacpp.platform=linux-ppc64le");
    assertTrue(said.startsWith("BAD_CONFIG platform linux-ppc64le is not supported"), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void matricesAreMultipliedByMklWhereItIsOnTheClassPath() throws Exception {
    String said = run(Map.of("MKL_VERBOSE", "1"));
    boolean there = NativeFiles.onClassPath("mkl", "linux-x86_64");
    assertEquals(there, said.contains("MKL_VERBOSE SGEMM"), said);
    assertEquals(there, said.contains("gnu_thread"), said);
  }
}
