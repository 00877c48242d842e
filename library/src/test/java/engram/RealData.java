package engram;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds real data for tests; skips the test where there is none, or fails it on CI. */
public final class RealData {
  private RealData() {}

  /** The data folder that holds {@code child}, e.g. {@code mnist} or {@code cmu-faces}. */
  public static Path folderWith(String child) {
    String named = System.getenv("ENGRAM_DATA");
    Path folder = named == null ? Path.of("../../shared/data") : Path.of(named);
    boolean there = Files.isDirectory(folder.resolve(child));
    if (!there && "true".equals(System.getenv("ENGRAM_REQUIRE_DATA"))) {
      fail(child + " must be in the data folder here: " + folder.toAbsolutePath());
    }
    assumeTrue(there, child + " is not in " + folder.toAbsolutePath() + "; set ENGRAM_DATA");
    return folder;
  }
}
