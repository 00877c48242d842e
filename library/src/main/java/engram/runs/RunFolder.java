package engram.runs;

import engram.base.EngramException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A run on disk, for reading. Its record was read when this was made. */
public final class RunFolder {
  static final String RECORD = "run.json";

  private final Path path;
  private final RunRecord record;

  private RunFolder(Path path, RunRecord record) {
    this.path = path;
    this.record = record;
  }

  /** Reads the run in {@code path}, whose folder must have its name. */
  static RunFolder read(Path path) {
    Path file = path.resolve(RECORD);
    RunRecord record = RunRecord.read(file);
    String name = String.valueOf(path.getFileName());
    if (!record.id().equals(name)) {
      throw EngramException.badData(
          file, "holds the run " + record.id() + ", not " + name + "; rename the folder back");
    }
    return new RunFolder(path, record);
  }

  /** Name of the run. */
  public String id() {
    return record.id();
  }

  /** The name without its time: model and four digits. */
  public String label() {
    return id().replaceFirst("^\\d{8}-\\d{6}-", "");
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** What is known of the run. */
  public RunRecord record() {
    return record;
  }

  /** How far the run has come now: one that is said to run but that no process holds is not. */
  public RunStatus status() {
    return effective(path, record.status());
  }

  static RunStatus effective(Path path, RunStatus written) {
    boolean killed = written == RunStatus.RUNNING && !RunLock.isHeld(path);
    return killed ? RunStatus.INTERRUPTED : written;
  }

  /** Its saved states. */
  public Checkpoints checkpoints() {
    return new Checkpoints(path, record.model(), record.request().spec());
  }

  /** Its report, if it was made. */
  public Optional<Path> report() {
    Path report = path.resolve("report.html");
    return Files.isRegularFile(report) ? Optional.of(report) : Optional.empty();
  }
}
