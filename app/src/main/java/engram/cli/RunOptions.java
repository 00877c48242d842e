package engram.cli;

import engram.runs.RunStore;
import java.util.function.BiFunction;
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
    return withStore((store, opened) -> use.apply(opened));
  }

  /** Like {@link #with}, also handing over the runs there are. */
  <T> T withStore(BiFunction<RunStore, OpenRun, T> use) {
    TrainingRun.Compute how = compute.apply();
    try (RunStore store = common.existingRuns();
        OpenRun opened = OpenRun.of(store.find(run), how.device())) {
      return use.apply(store, opened);
    }
  }
}
