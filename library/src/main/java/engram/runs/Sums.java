package engram.runs;

import engram.base.EngramException;
import engram.base.SafeFile;
import engram.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The digests of a run's files, kept in {@code SHA256SUMS} as {@code sha256sum} writes them. */
final class Sums {
  static final String NAME = "SHA256SUMS";

  private record Known(String stamp, String digest) {}

  private final Path folder;
  private final Map<String, Known> known = new HashMap<>();

  Sums(Path folder) {
    this.folder = folder;
  }

  /** Writes the digest of every file; a file not touched since the last call is not read again. */
  void write() {
    StringBuilder text = new StringBuilder();
    for (String name : files(folder)) {
      text.append(digest(name)).append("  ").append(name).append('\n');
    }
    SafeFile.writeText(folder.resolve(NAME), text.toString());
  }

  private String digest(String name) {
    Path file = folder.resolve(name);
    String stamp = Stamp.of(file);
    Known last = known.get(name);
    if (last == null || !last.stamp().equals(stamp)) {
      last = new Known(stamp, Sha256.of(file));
      known.put(name, last);
    }
    return last.digest();
  }

  /** Compares the files of {@code folder} with its digests, reading all of them. */
  static Verification verify(Path folder) {
    Map<String, String> expected = read(folder.resolve(NAME));
    Set<String> present = files(folder);
    List<String> missing = expected.keySet().stream().filter(n -> !present.contains(n)).toList();
    List<String> extra = present.stream().filter(n -> !expected.containsKey(n)).toList();
    List<String> changed =
        present.stream()
            .filter(expected::containsKey)
            .filter(n -> !Sha256.of(folder.resolve(n)).equals(expected.get(n)))
            .toList();
    return new Verification(present.size(), missing, changed, extra);
  }

  private static Map<String, String> read(Path file) {
    Map<String, String> digests = new TreeMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (!line.matches("[0-9a-f]{64}  .+")) {
        throw EngramException.badData(
            file, "line " + number + ": expected 64 hexadecimal digits, two spaces and a name");
      }
      digests.put(line.substring(66), line.substring(0, 64));
    }
    return digests;
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      throw EngramException.badData(file, "missing, so the run cannot be verified");
    }
    try {
      return Files.readAllLines(file);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw EngramException.badData(file, "not a text in UTF-8");
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }

  /** Names, relative to {@code folder} and with '/', of all files but the sums and hidden ones. */
  private static Set<String> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      Set<String> names = new TreeSet<>();
      all.filter(Files::isRegularFile)
          .filter(file -> !isHidden(file))
          .forEach(file -> names.add(folder.relativize(file).toString().replace('\\', '/')));
      names.remove(NAME);
      return names;
    } catch (IOException e) {
      throw EngramException.io(folder, e);
    }
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }
}
