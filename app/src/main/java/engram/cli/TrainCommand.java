package engram.cli;

import engram.base.EngramException;
import engram.base.Json;
import engram.data.DataSet;
import engram.data.Part;
import engram.model.Family;
import engram.model.Schedule;
import engram.model.Specs;
import engram.runs.LiveRun;
import engram.runs.RunFolder;
import engram.runs.RunStatus;
import engram.runs.RunStore;
import engram.train.Plan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model. */
@Command(
    name = "train",
    description = "Train a model; leaves a run with weights, metrics, pictures and a report.",
    footer = {
      "",
      "Examples: engram train vae --data mnist --set latent=2 --epochs 20",
      "          engram train --resume last"
    })
final class TrainCommand implements Callable<Integer> {
  /** Options that a resumed run has already. */
  private static final List<String> FIXED =
      List.of(
          "--set",
          "--preset",
          "--epochs",
          "--steps",
          "--batch",
          "--seed",
          "--patience",
          "--schedule",
          "--validation",
          "--checkpoint-seconds");

  @Mixin Common common = new Common();
  @Mixin DataOptions data = new DataOptions();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "see 'engram models'")
  @Nullable String model;

  @Option(names = "--set", paramLabel = "k=v", description = "a hyperparameter; may be repeated")
  Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--preset", paramLabel = "NAME", description = "a named setting of the model")
  @Nullable String preset;

  @Option(names = "--epochs", paramLabel = "N", description = "passes over the data")
  @Nullable Integer epochs;

  @Option(names = "--steps", paramLabel = "N", description = "updates, instead of epochs")
  @Nullable Long steps;

  @Option(names = "--batch", paramLabel = "N", description = "images per update")
  @Nullable Integer batch;

  @Option(names = "--seed", paramLabel = "N", description = "of everything random (default: 1)")
  long seed = 1;

  @Option(names = "--patience", paramLabel = "N", description = "stop after N epochs without gain")
  @Nullable Integer patience;

  @Option(
      names = "--schedule",
      paramLabel = "S",
      description = "learning rate: constant, linear, cosine or step")
  @Nullable Schedule schedule;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "share of the training data held out (default: 0.1)")
  double validation = 0.1;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "S",
      description = "time between checkpoints (default: 30)")
  int checkpointSeconds = 30;

  @Option(names = "--resume", paramLabel = "RUN", description = "go on with an interrupted run")
  @Nullable String resume;

  @Option(names = "--config", paramLabel = "FILE", description = "the same keys from a YAML file")
  @Nullable Path config;

  @Spec CommandSpec spec;

  private final Console console;

  @SuppressWarnings("NullAway.Init")
  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (config != null) {
      configure(config);
    }
    TrainingRun.Outcome outcome = resume == null ? start(compute.apply()) : goOn(resume);
    console.result(common.json, outcome, text(outcome));
    return 0;
  }

  /** Takes the options of {@code file}; what was typed wins, and must be right by itself. */
  private void configure(Path file) {
    if (model != null) {
      choose(model);
    }
    boolean lengthTyped = epochs != null || steps != null;
    Integer typedEpochs = epochs;
    Long typedSteps = steps;
    ConfigFile options = ConfigFile.read(file);
    if (resume != null) {
      options.refuse(FIXED, "--resume takes it from the run; leave it out");
    }
    options.applyTo(spec);
    if (lengthTyped) {
      epochs = typedEpochs;
      steps = typedSteps;
    }
    try {
      if (model != null) {
        choose(model);
      }
    } catch (EngramException | IllegalArgumentException e) {
      throw new EngramException(EngramException.Kind.BAD_CONFIG, file + ": " + e.getMessage(), e);
    }
  }

  /** What is to be trained, before any data is read. */
  private record Choice(Family family, Record spec, Plan plan) {}

  private Choice choose(String name) {
    Family family = Family.named(name);
    Family.Preset chosen = family.card().choose(Optional.ofNullable(preset));
    compute.check();
    return new Choice(family, Specs.with(chosen.spec(), set), plan(chosen.training()));
  }

  private TrainingRun.Outcome start(TrainingRun.Compute how) {
    if (model == null) {
      throw EngramException.usage(
          "name a model, e.g. 'engram train vae --data digits'; 'engram models' lists them");
    }
    Choice choice = choose(model);
    DataSet train = data.open(Part.TRAIN, console);
    DataSet test = data.open(Part.TEST, console);
    TrainingRun.Images images = new TrainingRun.Images(data.name(), data.reading(), train, test);
    TrainingRun.Job job = new TrainingRun.Job(choice.family, choice.spec, choice.plan, images);
    TrainingRun.requireScores(job, how);
    try (RunStore store = common.runs()) {
      warn(store);
      return new TrainingRun(console, store).start(job, how);
    }
  }

  private void warn(RunStore store) {
    store.warnings().forEach(w -> console.say("engram: " + w));
  }

  private Plan plan(Family.Training usual) {
    if (epochs != null && steps != null) {
      throw EngramException.usage("give --epochs or --steps, not both");
    }
    if (steps != null && steps < 1) {
      throw EngramException.usage("steps must be at least 1, got " + steps);
    }
    return new Plan(
        epochs == null ? usual.epochs() : epochs,
        steps == null ? 0 : steps,
        batch == null ? usual.batch() : batch,
        seed,
        patience == null ? usual.patience() : patience,
        schedule == null ? usual.schedule() : schedule,
        validation,
        checkpointSeconds);
  }

  private TrainingRun.Outcome goOn(String query) {
    requireNothingElse();
    try (RunStore store = common.existingRuns()) {
      warn(store);
      RunFolder folder = store.find(query);
      if (folder.record().status() == RunStatus.DONE) {
        throw EngramException.usage(query + " is finished; there is nothing to resume");
      }
      TrainingRun.Compute how =
          folder.record().request().compute().map(compute::over).orElse(compute).apply();
      TrainingRun.Job job = job(folder);
      job.requireDataOf(folder.record());
      try (LiveRun run = store.resume(folder.id())) {
        return new TrainingRun(console, store).resume(run, job, how);
      }
    }
  }

  /** A run keeps what it began with; only where and on what it goes on can be said. */
  private void requireNothingElse() {
    String given =
        model != null
            ? "MODEL"
            : FIXED.stream()
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .findFirst()
                .orElse("");
    if (!given.isEmpty()) {
      throw EngramException.usage(
          "--resume takes "
              + given
              + " from the run; leave it out, or train a new run without --resume");
    }
  }

  private TrainingRun.Job job(RunFolder run) {
    var record = run.record();
    Family family = Family.named(record.model());
    Record chosen =
        Json.fromTree(run.path(), record.request().spec(), family.card().defaults().getClass());
    Plan plan = Json.fromTree(run.path(), record.request().plan(), Plan.class);
    String name = record.request().data().name();
    DataSet train = data.openFor(record, Part.TRAIN, console);
    DataSet test = data.openFor(record, Part.TEST, console);
    return new TrainingRun.Job(
        family, chosen, plan, new TrainingRun.Images(name, data.reading(), train, test));
  }

  static String text(TrainingRun.Outcome o) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "run        %s%nparameters %,d%nsteps      %,d in %.1f s (%.1f per second)%n",
            o.run(),
            o.parameters(),
            o.steps(),
            o.seconds(),
            o.stepsPerSecond()));
    o.test()
        .forEach(
            (name, v) -> text.append(String.format(Locale.ROOT, "test       %s %.6g%n", name, v)));
    return text.append("report     ").append(o.report()).toString();
  }
}
