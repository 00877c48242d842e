package engram.runs;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Nearest;
import engram.base.SafeFile;
import engram.base.Seed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * All runs below one folder, which any number of processes may share.
 *
 * <p>The folders are the truth. The index beside them follows: before each answer, runs that
 * appeared, changed or vanished are brought up to date, so it can lag, break or be deleted without
 * harm. May be used by several threads.
 */
public final class RunStore implements AutoCloseable {
  private static final Comparator<RunSummary> NEWEST_FIRST =
      Comparator.comparing(RunSummary::created).thenComparing(RunSummary::id).reversed();

  private final Path home;
  private final Registry registry;
  private final Index index;
  private final InstantSource clock;
  private final Set<String> warnings;

  private RunStore(Path home, Registry registry, InstantSource clock, Set<String> warnings) {
    this.home = home;
    this.registry = registry;
    this.index = new Index(home, registry, warnings::add);
    this.clock = clock;
    this.warnings = warnings;
  }

  /** The runs in {@code home}, which is created if missing. */
  public static RunStore open(Path home) {
    return open(home, InstantSource.system());
  }

  /** The runs in {@code home}; new ones begin at the time that {@code clock} shows. */
  static RunStore open(Path home, InstantSource clock) {
    Path absolute = home.toAbsolutePath();
    SafeFile.createFolders(absolute);
    Set<String> warnings = new ConcurrentSkipListSet<>();
    return new RunStore(absolute, SqliteFile.open(absolute, warnings::add), clock, warnings);
  }

  /** What a person should know: a rebuilt index, folders that could not be read. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Begins a run of {@code model}, held by this process until closed.
   *
   * @param model name of the model, of a-z, 0-9 and '-'
   */
  public LiveRun create(String model, RunRequest request, Environment environment) {
    Instant now = clock.instant();
    Seed seed = new Seed(System.nanoTime()).child(ProcessHandle.current().pid());
    for (long attempt = 0; ; attempt++) {
      RunId id = RunId.of(now, model, seed.child(attempt));
      if (claim(home.resolve(id.value()))) {
        RunRecord record = RunRecord.starting(id, now, request, environment);
        return live(RunLock.take(home.resolve(id.value())), record);
      }
    }
  }

  /**
   * Takes up a run that no process holds; its status is running again.
   *
   * @throws EngramException {@code BUSY} naming the process that holds it
   */
  public LiveRun resume(String query) {
    Path path = find(query).path();
    RunLock lock = RunLock.take(path);
    try {
      RunRecord record = RunFolder.read(path).record();
      return live(lock, record.withStatus(RunStatus.RUNNING, Optional.empty()));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private LiveRun live(RunLock lock, RunRecord record) {
    try {
      return new LiveRun(lock, record, index::put, clock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * The run that {@code query} means: an id, the beginning of just one, or {@code last}.
   *
   * @throws EngramException {@code NOT_FOUND} or, if several begin so, {@code USAGE}
   */
  public RunFolder find(String query) {
    List<String> ids = list(RunFilter.all()).stream().map(RunSummary::id).toList();
    if (!ids.contains(query) && isFolder(query)) {
      return RunFolder.read(home.resolve(query));
    }
    if (ids.isEmpty()) {
      throw EngramException.notFound(home, "there are no runs yet; train one first");
    }
    return RunFolder.read(home.resolve(query.equals("last") ? ids.get(0) : match(query, ids)));
  }

  /** Whether {@code query} is a folder of a run, which is not in the list if it is damaged. */
  private boolean isFolder(String query) {
    return query.matches("\\d[\\w-]*")
        && Files.isRegularFile(home.resolve(query).resolve("run.json"));
  }

  private static String match(String query, List<String> ids) {
    if (ids.contains(query)) {
      return query;
    }
    List<String> matches =
        ids.stream().filter(id -> !query.isEmpty() && id.startsWith(query)).toList();
    if (matches.isEmpty()) {
      throw new EngramException(
          Kind.NOT_FOUND, "no run '" + query + "'" + Nearest.hint(query, ids));
    }
    if (matches.size() > 1) {
      List<String> some = matches.subList(0, Math.min(5, matches.size()));
      throw EngramException.usage(
          "'%s' means %d runs, among them %s; write more of the id"
              .formatted(query, matches.size(), String.join(", ", some)));
    }
    return matches.get(0);
  }

  /** The runs that {@code filter} admits, newest first. */
  public List<RunSummary> list(RunFilter filter) {
    index.sync();
    return registry.runs().stream()
        .map(run -> run.withStatus(RunFolder.effective(home.resolve(run.id()), run.status())))
        .filter(filter::admits)
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /**
   * Deletes a run that no process holds. It vanishes at once or, after an error, not at all.
   *
   * @return its id
   */
  public String delete(String query) {
    RunFolder run = find(query);
    Path doomed = home.resolve(Index.DOOMED + run.id());
    try (RunLock lock = RunLock.take(run.path())) {
      Files.move(lock.folder(), doomed);
    } catch (IOException e) {
      throw EngramException.io(run.path(), e);
    }
    registry.remove(run.id());
    Index.deleteTree(doomed);
    return run.id();
  }

  /**
   * Compares every file of a run with its digest.
   *
   * @throws EngramException {@code BUSY} if a process holds the run; {@code BAD_DATA} if it has no
   *     readable digests
   */
  public Verification verify(String query) {
    Path path = find(query).path();
    RunLock.requireFree(path);
    return Sums.verify(path);
  }

  /** Makes the index anew from the folders; returns the number of runs in it. */
  public int rebuild() {
    index.rebuild();
    return registry.stamps().size();
  }

  private static boolean claim(Path folder) {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new EngramException(
          Kind.CANNOT_CREATE, folder + ": cannot create this folder: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
