package engram.cli;

import engram.runs.RunStore;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which trained model a command uses, and how it computes. */
final class RunOptions {
  @Mixin Common common = new Common();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Parameters(paramLabel = "RUN", description = "id, unique beginning of an id, or 'last'")
  String run = "";

  /** Opens the run, applies {@code use} and closes the run. */
  <T> T with(Function<OpenRun, T> use) {
    TrainingRun.Compute how = compute.apply();
    try (RunStore store = common.existingRuns();
        OpenRun opened = OpenRun.of(store.find(run), how.device())) {
      return use.apply(opened);
    }
  }

  /** Name of the data the run was trained on. */
  static String dataOf(OpenRun run) {
    return run.folder().record().request().data().name();
  }
}
