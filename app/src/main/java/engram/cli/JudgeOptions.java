package engram.cli;

import engram.base.Check;
import engram.data.DataSet;
import engram.runs.RunFolder;
import engram.runs.RunStore;
import engram.tensor.Device;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which classifier judges generated images, and how many it is shown. */
final class JudgeOptions {
  private static final int MOST = 10_000;

  @Mixin JudgeRun by = new JudgeRun();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "generated images to judge (default: as many as test images, at most 10,000)")
  @Nullable Integer samples;

  @Option(
      names = "--parzen",
      description = "also the Parzen-window log-likelihood of the test images, parzen_nats")
  boolean parzen;

  /** Fails on numbers that cannot be. */
  void check() {
    if (samples != null) {
      Check.within("samples", samples, 2, 1_000_000);
    }
  }

  /** True if something was asked for that only a model that generates can answer. */
  boolean insists() {
    return by.named() || samples != null || parzen;
  }

  /** How many images to generate beside {@code test}. */
  int count(DataSet test) {
    return samples == null ? Math.max(2, Math.min(MOST, test.size())) : samples;
  }

  /** What a judge says of what was generated; one that reads images like those of {@code like}. */
  Generation.Outcome judge(Generation generated, RunStore store, RunFolder like, Console console) {
    Optional<RunFolder> folder = by.folder(store, like, console);
    Device device = generated.device();
    try (Judge judge = folder.map(f -> Judge.open(f, like, device)).orElse(null)) {
      return generated.judged(judge, count(generated.real().test()), parzen);
    }
  }
}
