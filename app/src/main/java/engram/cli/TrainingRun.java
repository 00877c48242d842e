package engram.cli;

import engram.base.EngramException;
import engram.base.Json;
import engram.base.Prefixed;
import engram.base.Seed;
import engram.data.DataSet;
import engram.model.Family;
import engram.model.Model;
import engram.model.Setting;
import engram.report.Figure;
import engram.report.Png;
import engram.report.Report;
import engram.runs.Checkpoints;
import engram.runs.Environment;
import engram.runs.LiveRun;
import engram.runs.RunRecord;
import engram.runs.RunRequest;
import engram.runs.RunStatus;
import engram.runs.RunStore;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Scope;
import engram.train.Checkpoint;
import engram.train.DivergedException;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.Snapshot;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One training from the first step to the report, kept in a run folder. */
final class TrainingRun {
  /** What to train on what. */
  record Job(Family family, Record spec, Plan plan, Images images) {
    String dataName() {
      return images.name;
    }

    DataSet train() {
      return images.train;
    }

    DataSet test() {
      return images.test;
    }

    /** Refuses to go on with {@code run} on images that are not those it began with. */
    void requireDataOf(RunRecord run) {
      if (!train().hash().equals(run.request().data().sha256())) {
        throw EngramException.usage(
            run.id()
                + ": the data '"
                + dataName()
                + "' has changed since this run began; resume needs the same images");
      }
    }
  }

  /**
   * The images of a training; those to test on may lack some of the classes.
   *
   * @param name what they can be opened by, from any folder
   * @param reading how a folder of them was read
   */
  record Images(String name, DataFacts.Reading reading, DataSet train, DataSet test) {
    Images {
      if (!train.shape().equals(test.shape())) {
        throw new EngramException(
            EngramException.Kind.BAD_DATA,
            "%s: its images to train on are %s, those to test on %s; they must be of one size"
                .formatted(name, train.shape(), test.shape()));
      }
      if (test.hasLabels() && test.classNames().size() < train.classNames().size()) {
        test = test.withClassNames(train.classNames());
      }
    }
  }

  /**
   * How the engine computes.
   *
   * @param asked what was asked of it
   */
  record Compute(Device device, int threads, String precision, RunRequest.ComputeAsked asked) {}

  /** What training came to, as {@code --json} prints it. */
  record Outcome(
      String run,
      Path folder,
      String model,
      long parameters,
      String ending,
      long steps,
      double seconds,
      double stepsPerSecond,
      @org.jspecify.annotations.Nullable Double trainLoss,
      @org.jspecify.annotations.Nullable Double validationLoss,
      Map<String, Double> test,
      Path report) {}

  private final Console console;
  private final RunStore store;
  private final LossLog losses = new LossLog();

  TrainingRun(Console console, RunStore store) {
    this.console = console;
    this.store = store;
  }

  /** Trains in a new run. */
  Outcome start(Job job, Compute compute) {
    RunRequest request = request(job, console.words()).withCompute(compute.asked);
    try (LiveRun run = store.create(job.family.name(), request, here())) {
      return train(run, job, compute, Optional.empty());
    }
  }

  /** What the command {@code words} asks of a run. */
  static RunRequest request(Job job, List<String> words) {
    return new RunRequest(
        words,
        Json.tree(job.spec),
        Json.tree(job.plan),
        new RunRequest.DataUsed(
            job.dataName(),
            job.train().hash(),
            Json.tree(DataFacts.of(job.train(), job.images.reading))),
        job.plan.seed());
  }

  /** What runs of this process run on. */
  static Environment here() {
    return Environment.here(Main.VERSION, Engine.version());
  }

  /** Goes on with a run from its last good checkpoint. */
  Outcome resume(LiveRun run, Job job, Compute compute) {
    var latest = run.checkpoints().latestGood();
    latest.skipped().forEach(line -> console.say("engram: skipped a damaged checkpoint: " + line));
    Optional<Checkpoint> from = latest.checkpoint().map(TrainingRun::checkpoint);
    long step = from.map(Checkpoint::step).orElse(0L);
    losses.remember(run.record().history().stream().filter(e -> e.step() <= step).toList());
    return train(run, job, compute, from);
  }

  private Outcome train(LiveRun run, Job job, Compute compute, Optional<Checkpoint> from) {
    console.interruption().arm();
    try (Scope life = new Scope()) {
      Model model = model(job, compute);
      TrainingPictures moments = new TrainingPictures(model, job.test(), new Seed(job.plan.seed()));
      Trainer.Surroundings around =
          new Trainer.Surroundings(
              console.interruption(),
              c -> run.checkpoint(c.step(), c.tensors(), c.metadata()),
              losses
                  .andThen(moments)
                  .andThen(new ProgressBar(console))
                  .andThen(event -> record(run, event)));
      Trainer.Result result = Trainer.train(model, job.train(), job.plan, from, around);
      return finish(run, job, model, new Trained(result, moments));
    } catch (DivergedException e) {
      keepLastGood(run);
      run.update(r -> r.withEvent(String.valueOf(e.getMessage())));
      run.finish(RunStatus.DIVERGED);
      throw e;
    }
  }

  /** Refuses, before there is a run, a test part that the model could not be judged on. */
  static void requireScores(Job job, Compute compute) {
    try (Scope rehearsal = new Scope()) {
      Model model = model(job, compute);
      DataSet test = job.test().withLabelsBelow(model.outline().setting().classes());
      try {
        Evaluation.scores(model, test.first(1), new Seed(job.plan.seed()));
      } catch (EngramException e) {
        String what = job.dataName() + ": its images to test on: " + e.getMessage();
        throw new EngramException(EngramException.Kind.BAD_DATA, what, e);
      }
    }
  }

  /** A model with fresh weights, in the current scope. */
  static Model model(Job job, Compute compute) {
    Setting setting =
        DataFacts.of(job.train(), job.images.reading)
            .setting(compute.device, new Seed(job.plan.seed()).child("weights"));
    return job.family.create(job.spec, setting);
  }

  /** What a training came to and the pictures taken on the way. */
  private record Trained(Trainer.Result result, TrainingPictures moments) {}

  /** Keeps in the record of {@code run} what {@code event} says. */
  static void record(LiveRun run, TrainEvent event) {
    if (event instanceof TrainEvent.EpochEnded e) {
      Map<String, Double> values = new LinkedHashMap<>();
      Prefixed.put(values, "train.", e.train());
      Prefixed.put(values, "validation.", e.validation());
      run.update(r -> r.withEpoch(new RunRecord.Epoch(e.epoch(), e.step(), values)));
    } else if (event instanceof TrainEvent.StoppedEarly s) {
      String early = "stopped early: no better validation for " + s.epochs() + " epochs";
      run.update(r -> r.events().contains(early) ? r : r.withEvent(early));
    } else if (event instanceof TrainEvent.Warned w) {
      run.update(r -> r.withEvent("step " + w.step() + ": " + w.message()));
    }
  }

  /** What is {@code saved}, as training goes on from it. */
  static Checkpoint checkpoint(Checkpoints.Checkpoint saved) {
    return new Checkpoint(saved.step(), saved.tensors(), saved.metadata());
  }

  /** Makes the weights that the last good checkpoint would leave those of {@code run}. */
  static void keepLastGood(LiveRun run) {
    run.checkpoints()
        .latestGood()
        .checkpoint()
        .map(TrainingRun::checkpoint)
        .ifPresent(c -> run.weights(c.step(), c.chosen(), Map.of()));
  }

  private Outcome finish(LiveRun run, Job job, Model model, Trained trained) {
    Trainer.Result result = trained.result;
    if (result.ending() == Trainer.Ending.INTERRUPTED) {
      throw interrupted(run, result);
    }
    run.weights(result.steps(), Snapshot.of(model.parameters().byName()), Map.of());
    stopIfAsked(run, result);
    Map<String, Double> test = Metrics.of(model, job.test(), new Seed(job.plan.seed()));
    run.update(r -> r.withMetrics(test));
    stopIfAsked(run, result);
    RunReport.Pictures pictures = pictures(model, job, trained.moments);
    stopIfAsked(run, result);
    Outcome outcome = outcome(run, job, model, result, test);
    report(run, job, outcome, pictures);
    run.finish(RunStatus.DONE);
    return outcome;
  }

  /** Ends a run that has all its steps but not yet its metrics and pictures. */
  private void stopIfAsked(LiveRun run, Trainer.Result result) {
    if (console.interruption().getAsBoolean()) {
      throw interrupted(run, result);
    }
  }

  /** Leaves {@code run} as it is to be gone on with. */
  private static EngramException interrupted(LiveRun run, Trainer.Result result) {
    keepLastGood(run);
    run.finish(RunStatus.INTERRUPTED);
    return new EngramException(
        EngramException.Kind.INTERRUPTED,
        "interrupted at step "
            + result.steps()
            + "; go on with: engram train --resume "
            + run.id());
  }

  private RunReport.Pictures pictures(Model model, Job job, TrainingPictures moments) {
    Seed seed = new Seed(job.plan.seed()).child("figures");
    List<Figure> training = new ArrayList<>(moments.figures());
    training.addAll(LossFigures.of(losses, model.outline().objective()));
    return new RunReport.Pictures(RunFigures.of(new Subject(model, job.test(), seed)), training);
  }

  /** Writes the pictures and the report of {@code run}. */
  static void report(LiveRun run, Job job, Outcome outcome, RunReport.Pictures pictures) {
    for (Figure figure : pictures.all()) {
      run.file("figures/" + figure.name() + ".png", out -> out.write(Png.bytes(figure.draw())));
    }
    String html = Report.html(new RunReport(run.record(), job, outcome).content(pictures));
    run.file(
        "report.html", out -> out.write(html.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static Outcome outcome(
      LiveRun run, Job job, Model model, Trainer.Result result, Map<String, Double> test) {
    Double train = result.train().isEmpty() ? null : result.train().values().iterator().next();
    return new Outcome(
        run.id(),
        run.path(),
        job.family.name(),
        model.parameters().count(),
        engram.base.Names.of(result.ending()),
        result.steps(),
        result.seconds(),
        result.stepsHere() / Math.max(1e-9, result.seconds()),
        train,
        result.validation().get(model.outline().objective()),
        test,
        run.path().resolve("report.html"));
  }
}
