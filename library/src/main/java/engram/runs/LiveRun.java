package engram.runs;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.SafeFile;
import engram.exchange.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A run that this process works on and that no other may change meanwhile. May be used by several
 * threads.
 *
 * <p>Every change is written at once and whole, its digests last: after a crash between the two, a
 * file is reported as changed until the run is resumed. Closed without {@link #finish}, the run is
 * shown as interrupted.
 */
public final class LiveRun implements AutoCloseable {
  private final Path path;
  private final RunLock lock;
  private final Consumer<RunRecord> index;
  private final InstantSource clock;
  private final Sums sums;
  private final Checkpoints checkpoints;
  private RunRecord record;

  /** Takes over {@code lock} on {@code path}, and writes {@code record} there. */
  LiveRun(RunLock lock, RunRecord record, Consumer<RunRecord> index, InstantSource clock) {
    this.path = lock.folder();
    this.lock = lock;
    this.index = index;
    this.clock = clock;
    this.sums = new Sums(path);
    this.checkpoints = new Checkpoints(path, record.model(), record.request().spec());
    this.record = record;
    removeTemporaries();
    update(same -> same);
  }

  /** Name of the run. */
  public String id() {
    return record().id();
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** What is known of the run, as last written. */
  public synchronized RunRecord record() {
    return record;
  }

  /** The saved states, for reading. */
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /** Writes the record that {@code change} makes of the present one. */
  public synchronized void update(UnaryOperator<RunRecord> change) {
    RunRecord next = change.apply(record);
    Check.require(next.id().equals(record.id()), "a run cannot change its id");
    next.write(path.resolve(RunFolder.RECORD));
    record = next;
    sums.write();
    index.accept(next);
  }

  /** Ends the run with {@code status} now. */
  public void finish(RunStatus status) {
    Check.require(status != RunStatus.RUNNING, "a finished run cannot be RUNNING");
    update(r -> r.withStatus(status, Optional.of(clock.instant())));
  }

  /**
   * Saves a checkpoint after {@code step} steps and drops all but the last two. What cannot be
   * saved leaves the earlier ones as they were.
   */
  public synchronized Path checkpoint(
      long step, Map<String, TensorData> tensors, Map<String, String> metadata) {
    Path file = checkpoints.write(Check.atLeast("step", step, 0), tensors, metadata);
    sums.write();
    return file;
  }

  /** Saves the best weights so far, reached after {@code step} steps, in place of any before. */
  public synchronized Path weights(
      long step, Map<String, TensorData> tensors, Map<String, String> metadata) {
    Path file = checkpoints.writeWeights(Check.atLeast("step", step, 0), tensors, metadata);
    sums.write();
    return file;
  }

  /**
   * Writes any other file of the run, such as {@code figures/loss.svg} or {@code report.html}.
   *
   * @param name path below the run's folder, with '/'; no part may begin with a dot
   */
  public synchronized Path file(String name, SafeFile.StreamContent content) {
    Check.require(
        name.matches("[\\w-][\\w. -]*(/[\\w-][\\w. -]*)*"),
        "a run's file must be a plain path below its folder, got '" + name + "'");
    Path file = path.resolve(name);
    SafeFile.writeStream(file, content);
    sums.write();
    return file;
  }

  private void removeTemporaries() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(LiveRun::isTemporary).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw EngramException.io(path, e);
    }
  }

  private static boolean isTemporary(Path file) {
    return String.valueOf(file.getFileName()).matches("\\..*\\.tmp");
  }

  /** Lets other processes change the run. */
  @Override
  public void close() {
    lock.close();
  }
}
