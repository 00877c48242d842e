package engram.cli;

import engram.base.Check;
import engram.data.DataSet;
import engram.data.Part;
import engram.model.Family;
import engram.model.Schedule;
import engram.model.Specs;
import engram.runs.RunStore;
import engram.train.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Does the main job on built-in data: trains, measures, draws, reports. */
@Command(
    name = "demo",
    description = "Train a variational autoencoder on built-in digits and write its report.",
    footer = {"", "Example: engram demo --no-open"})
final class DemoCommand implements Callable<Integer> {
  private static final String DATA = "digits";

  @Mixin Common common = new Common();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Option(names = "--no-open", description = "do not open the report in a browser")
  boolean noOpen;

  @Option(names = "--out", paramLabel = "DIR", description = "folder of the run (default: --home)")
  @Nullable Path out;

  @Option(names = "--epochs", paramLabel = "N", description = "passes over the data (default: 6)")
  int epochs = 6;

  private final Console console;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Check.within("epochs", epochs, 1, 10_000);
    if (out != null) {
      common.home = out;
    }
    TrainingRun.Compute how = compute.apply();
    if (console.interactive()) {
      console.say("drawing 60,000 digits, training a variational autoencoder on them ...");
    }
    DataSet train = Common.data(DATA, Part.TRAIN, engram.data.ImageOptions.defaults());
    DataSet test = Common.data(DATA, Part.TEST, engram.data.ImageOptions.defaults());
    Family vae = Family.named("vae");
    Record spec = Specs.with(vae.card().defaults(), Map.of("latent", "2", "activation", "relu"));
    TrainingRun.Images images = new TrainingRun.Images(DATA, DataFacts.Reading.PLAIN, train, test);
    Plan plan = new Plan(epochs, 0, 128, 1, 0, Schedule.COSINE, 0.05, 60);
    try (RunStore store = common.runs()) {
      TrainingRun.Outcome outcome =
          new TrainingRun(console, store).start(new TrainingRun.Job(vae, spec, plan, images), how);
      console.result(common.json, outcome, TrainCommand.text(outcome));
      if (!noOpen) {
        open(outcome.report());
      }
    }
    return 0;
  }

  private void open(Path report) {
    String system = System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT);
    List<String> opener =
        system.contains("mac")
            ? List.of("open")
            : system.contains("windows") ? List.of("cmd", "/c", "start", "") : List.of("xdg-open");
    List<String> command = new java.util.ArrayList<>(opener);
    command.add(report.toUri().toString());
    try {
      new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      console.say("open this in a browser: " + report);
    }
  }
}
