package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that start libtorch. */
class FirstStartTest {
  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
  private final Path folder;

  FirstStartTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Child child(int number) {
    return new Child(FirstStart.class, folder.resolve("said" + number));
  }

  private static String cacheAt(Path cache) {
    return "-Dorg.bytedeco.javacpp.cachedir=" + cache;
  }

  private void startAtOnceOnAnEmptyCache(int processes) throws Exception {
    Path cache = folder.resolve("cache");
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      started.add(child(i).withOption(cacheAt(cache)).start());
    }
    for (int i = 0; i < processes; i++) {
      assertEquals(FirstStart.WELL, child(i).said(started.get(i)));
    }
    delete(cache);
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
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

  @Tag("slow")
  @Test
  void twentyProcessesThatStartAtOnceOnAFullCacheAllWork() throws Exception {
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      started.add(child(i).start());
    }
    for (int i = 0; i < 20; i++) {
      assertEquals(FirstStart.WELL, child(i).said(started.get(i)));
    }
  }

  @Test
  void aFileWhereTheCacheShouldBeIsOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("blocked"), "");
    String said = child(0).withOption(cacheAt(file)).run();
    assertTrue(said.startsWith("CANNOT_CREATE the native library cache " + file), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void anUnsupportedPlatformIsOneLine() throws Exception {
    String said = child(0).withOption("-Dorg.bytedeco.javacpp.platform=linux-ppc64le").run();
    assertTrue(said.startsWith("BAD_CONFIG platform linux-ppc64le is not supported"), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void theEnvironmentIsSetBeforeTheNativesReadIt() throws Exception {
    assumeTrue(LINUX, "the environment is set on Linux only");
    Child bare = child(0).with("GOMP_SPINCOUNT", "").with("MKL_THREADING_LAYER", "");
    String said = bare.with("OMP_DISPLAY_ENV", "VERBOSE").with("MKL_VERBOSE", "1").run();
    assertTrue(said.contains("GOMP_SPINCOUNT = '10000'"), said);
    boolean mkl = NativeFiles.onClassPath("mkl", "linux-x86_64");
    assertEquals(mkl, said.contains("MKL_VERBOSE DGEMM"), said);
    assertEquals(mkl, said.contains("gnu_thread"), said);
  }

  @Test
  void whatThePersonSetInTheEnvironmentStays() throws Exception {
    assumeTrue(LINUX, "the environment is set on Linux only");
    Child set = child(0).with("GOMP_SPINCOUNT", "77").with("MKL_THREADING_LAYER", "");
    String said = set.with("OMP_DISPLAY_ENV", "VERBOSE").run();
    assertTrue(said.contains("GOMP_SPINCOUNT = '77'"), said);
  }
}
