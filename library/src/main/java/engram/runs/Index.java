package engram.runs;

import engram.base.EngramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Keeps a registry in step with the run folders. */
final class Index {
  /** Beginning of the name of a run folder that is being deleted. */
  static final String DOOMED = ".deleted-";

  private final Path home;
  private final Registry registry;
  private final Consumer<String> warnings;

  Index(Path home, Registry registry, Consumer<String> warnings) {
    this.home = home;
    this.registry = registry;
    this.warnings = warnings;
  }

  /** Indexes {@code record}, which was just written; that this fails harms nothing but speed. */
  void put(RunRecord record) {
    try {
      String stamp = stamp(record.id());
      registry.put(Map.of(RunSummary.of(record), stamp));
    } catch (EngramException e) {
      warnings.accept(String.valueOf(e.getMessage()));
    }
  }

  /** Brings the registry up to date with folders that appeared, changed or vanished. */
  void sync() {
    Map<String, String> indexed = registry.stamps();
    Map<String, String> present = present();
    for (String gone : minus(indexed.keySet(), present.keySet())) {
      registry.remove(gone);
    }
    Map<RunSummary, String> changed = new LinkedHashMap<>();
    present.forEach(
        (id, stamp) -> {
          if (!stamp.equals(indexed.get(id))) {
            read(id, stamp, changed);
          }
        });
    if (!changed.isEmpty()) {
      registry.put(changed);
    }
  }

  /** Forgets everything and reads all folders; removes what is left of deleted runs. */
  void rebuild() {
    registry.stamps().keySet().forEach(registry::remove);
    sync();
    for (Path folder : folders()) {
      if (name(folder).startsWith(DOOMED)) {
        deleteTree(folder);
      }
    }
  }

  /** A run that cannot be read is left out, and forgotten if it was known. */
  private void read(String id, String stamp, Map<RunSummary, String> into) {
    try {
      into.put(RunSummary.of(RunFolder.read(home.resolve(id)).record()), stamp);
    } catch (EngramException e) {
      if (Files.isDirectory(home.resolve(id))) {
        warnings.accept("left out of the list: " + e.getMessage());
      }
      registry.remove(id);
    }
  }

  private Map<String, String> present() {
    Map<String, String> stamps = new TreeMap<>();
    for (Path folder : folders()) {
      String id = name(folder);
      String stamp = id.startsWith(".") ? "" : stamp(id);
      if (!stamp.isEmpty()) {
        stamps.put(id, stamp);
      }
    }
    return stamps;
  }

  private String stamp(String id) {
    try {
      return Stamp.of(home.resolve(id).resolve(RunFolder.RECORD));
    } catch (EngramException e) {
      warnings.accept("left out of the list: " + e.getMessage());
      return "";
    }
  }

  private List<Path> folders() {
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw EngramException.io(home, e);
    }
  }

  private static Set<String> minus(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  /** Deletes {@code folder} with all it holds; links are removed, not followed. */
  static void deleteTree(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw EngramException.io(folder, e);
    }
  }
}
