package engram.cli;

import engram.base.Check;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Part;
import engram.runs.RunFolder;
import engram.runs.RunStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Computes the same set of metrics for every model. */
@Command(
    name = "evaluate",
    description = "Compute the metrics of a run on test images.",
    footer = {"", "Example: engram evaluate last --data mnist --parzen"})
final class EvaluateCommand implements Callable<Integer> {
  @Mixin RunOptions run = new RunOptions();
  @Mixin DataOptions data = new DataOptions();
  @Mixin JudgeOptions judging = new JudgeOptions();

  @Option(
      names = "--iwae-samples",
      paramLabel = "K",
      description = "samples of the importance-weighted likelihood; 0 leaves it out (default: 50)")
  int samples = Metrics.IWAE_SAMPLES;

  @Option(names = "--seed", paramLabel = "N", description = "of the samples (default: 1)")
  long seed = 1;

  private final Console console;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  private record Evaluated(
      String run,
      String data,
      int images,
      Map<String, Double> metrics,
      Generation.@Nullable Judged judge) {}

  @Override
  public Integer call() {
    Check.within("iwae-samples", samples, 0, 100_000);
    judging.check();
    Evaluated e = run.withStore(this::evaluated);
    String text =
        e.metrics.entrySet().stream()
            .map(m -> String.format(Locale.ROOT, "%-20s %.6g", m.getKey(), m.getValue()))
            .collect(Collectors.joining(System.lineSeparator()));
    console.result(run.common.json, e, text);
    return 0;
  }

  private Evaluated evaluated(RunStore store, OpenRun opened) {
    if (judging.insists()) {
      opened.decoding();
    }
    RunFolder folder = opened.folder();
    DataSet test = opened.fitting(data.openFor(folder.record(), Part.TEST, console));
    Seed s = new Seed(seed);
    Generation.Real real = Generation.Real.of(opened, test, data, console);
    Map<String, Double> metrics =
        new LinkedHashMap<>(Metrics.all(opened.model(), real, samples, s));
    Generation.Outcome generated = Generation.Outcome.NONE;
    if (opened.model().decodes()) {
      generated = judging.judge(new Generation(opened, real, s), store, folder, console);
    }
    metrics.putAll(generated.metrics());
    return new Evaluated(folder.id(), test.name(), test.size(), metrics, generated.judged());
  }
}
