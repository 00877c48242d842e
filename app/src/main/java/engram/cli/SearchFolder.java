package engram.cli;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Json;
import engram.base.Nearest;
import engram.base.SafeFile;
import engram.base.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a search, below {@code searches} in the home.
 *
 * @param id its name, such as {@code 20261121-031500-search-vae-a1b2}
 */
record SearchFolder(String id, Path path) {
  private static final String SEARCHES = "searches";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** A new folder in {@code home} that holds {@code settings}. */
  static SearchFolder create(Path home, SearchSettings settings) {
    long now = System.nanoTime() ^ ProcessHandle.current().pid();
    String digits = HexFormat.of().toHexDigits((short) new Seed(now).random().nextInt());
    String id = TIME.format(Instant.now()) + "-search-" + settings.model() + "-" + digits;
    Path path = home.resolve(SEARCHES).resolve(id);
    SafeFile.writeText(path.resolve(SearchSettings.FILE), Json.pretty(settings));
    return new SearchFolder(id, path);
  }

  /** The search in {@code home} that {@code query} means: an id, its beginning, or "last". */
  static SearchFolder find(Path home, String query) {
    List<String> ids = ids(home.resolve(SEARCHES));
    List<String> matches =
        query.equals("last")
            ? ids.stream().limit(1).toList()
            : ids.stream().filter(id -> !query.isEmpty() && id.startsWith(query)).toList();
    if (matches.isEmpty()) {
      throw new EngramException(
          Kind.NOT_FOUND, "no search '" + query + "' in " + home + Nearest.hint(query, ids));
    }
    if (matches.size() > 1) {
      throw EngramException.usage(
          "'%s' means %d searches; write more of the id".formatted(query, matches.size()));
    }
    return new SearchFolder(matches.get(0), home.resolve(SEARCHES).resolve(matches.get(0)));
  }

  /** Newest first. */
  private static List<String> ids(Path searches) {
    if (!Files.isDirectory(searches)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(searches)) {
      return all.filter(path -> Files.exists(path.resolve(SearchSettings.FILE)))
          .map(path -> String.valueOf(path.getFileName()))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw EngramException.io(searches, e);
    }
  }

  Path journal() {
    return path.resolve("trials.jsonl");
  }
}
