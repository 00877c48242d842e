package engram.cli;

import engram.runs.RunFolder;
import engram.runs.RunStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which classifier judges generated images. */
final class JudgeRun {
  @Option(
      names = "--judge",
      paramLabel = "RUN",
      description =
          "finished cnn run that judges generated images (default: the newest on the same data)")
  @Nullable String judge;

  private boolean told;

  /** Whether one was named. */
  boolean named() {
    return judge != null;
  }

  /** The one that was named, or the newest for images like those of {@code like}, if any. */
  Optional<RunFolder> folder(RunStore store, RunFolder like, Console console) {
    Optional<RunFolder> found =
        judge == null ? Judge.newest(store, like) : Optional.of(store.find(judge));
    if (found.isEmpty() && !told) {
      told = true;
      console.say(
          "engram: no finished cnn run here to judge generated images, so without recognition; get"
              + " one with: engram train cnn --data "
              + like.record().request().data().name());
    }
    return found;
  }
}
