package engram.cli;

import engram.base.Check;
import engram.data.DataSet;
import engram.runs.RunFolder;
import engram.runs.RunStore;
import engram.tensor.Device;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which classifier judges generated images, and how many it is shown. */
final class JudgeOptions {
  private static final int MOST = 10_000;

  @Option(
      names = "--judge",
      paramLabel = "RUN",
      description =
          "finished cnn run that judges generated images (default: the newest on the same data)")
  @Nullable String judge;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "generated images to judge (default: as many as test images, at most 10,000)")
  @Nullable Integer samples;

  @Option(
      names = "--parzen",
      description = "also the Parzen-window log-likelihood of the test images, parzen_nats")
  boolean parzen;

  private boolean told;

  /** Fails on numbers that cannot be. */
  void check() {
    if (samples != null) {
      Check.within("samples", samples, 2, 1_000_000);
    }
  }

  /** True if something was asked for that only a model that generates can answer. */
  boolean insists() {
    return judge != null || samples != null || parzen;
  }

  /** How many images to generate beside {@code test}. */
  int count(DataSet test) {
    return samples == null ? Math.max(2, Math.min(MOST, test.size())) : samples;
  }

  /** What a judge says of what was generated; one that reads images like those of {@code like}. */
  Generation.Outcome judge(Generation generated, RunStore store, RunFolder like, Console console) {
    Optional<RunFolder> folder = folder(store, like, console);
    Device device = generated.device();
    try (Judge by = folder.map(f -> Judge.open(f, like, device)).orElse(null)) {
      return generated.judged(by, count(generated.real().test()), parzen);
    }
  }

  private Optional<RunFolder> folder(RunStore store, RunFolder like, Console console) {
    Optional<RunFolder> found =
        judge == null ? Judge.newest(store, like) : Optional.of(store.find(judge));
    if (found.isEmpty() && !told) {
      told = true;
      console.say(
          "engram: no finished cnn run here to judge samples, so without fid_cnn28; get one with: engram"
              + " train cnn --data "
              + like.record().request().data().name());
    }
    return found;
  }
}
