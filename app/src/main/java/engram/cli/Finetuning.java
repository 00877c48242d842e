package engram.cli;

import engram.analysis.Confusion;
import engram.analysis.Interval;
import engram.base.EngramException;
import engram.base.SafeFile;
import engram.base.Seed;
import engram.data.DataSet;
import engram.exchange.Npy;
import engram.exchange.Safetensors;
import engram.math.Matrix;
import engram.model.Schedule;
import engram.model.classifier.Finetuned;
import engram.report.Heading;
import engram.report.Png;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.Snapshot;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One finetuning, from labelled images to what it leaves in a folder. */
final class Finetuning {
  private static final int EPOCHS = 10;
  private static final int STEPS = 300;
  private static final int NO_CHECKPOINTS_SECONDS = 86_400;

  /**
   * How to train.
   *
   * @param epochs passes over the labelled images, or null for as many as is usual
   * @param validation share of the labelled images held out for a loss curve
   */
  record Task(
      Finetuned.Spec spec, @Nullable Integer epochs, int batch, double validation, Seed seed) {
    /** The plan for {@code images} labelled images. */
    Plan plan(int images) {
      int perEpoch = (int) Math.ceil(images / (double) Math.max(1, batch));
      int usual = Math.max(EPOCHS, (STEPS + perEpoch - 1) / perEpoch);
      int passes = epochs == null ? usual : epochs;
      return new Plan(
          passes, 0, batch, seed.value(), 0, Schedule.COSINE, validation, NO_CHECKPOINTS_SECONDS);
    }
  }

  /** How well one class is told from the others. */
  record OfClass(double precision, double recall) {}

  /** What finetuning came to, as {@code --json} prints it. */
  record Outcome(
      String run,
      String data,
      int labels,
      int images,
      double accuracy,
      Interval accuracy95,
      double crossEntropyNats,
      Map<String, OfClass> classes,
      long headParameters,
      long freeParameters,
      long frozenParameters,
      long steps,
      double seconds,
      Path folder) {}

  private final OpenRun run;
  private final DataSet train;
  private final DataSet test;
  private final Console console;

  /** Of {@code run}, learning from all of {@code train}; both sets have labels. */
  Finetuning(OpenRun run, DataSet train, DataSet test, Console console) {
    this.run = run;
    this.train = train;
    this.test = test;
    this.console = console;
    if (test.classNames().size() > classes().size()) {
      throw EngramException.usage(
          test.name()
              + " has "
              + test.classNames().size()
              + " classes for test but "
              + classes().size()
              + " for training; give both the same classes");
    }
  }

  private List<String> classes() {
    return train.classNames();
  }

  /** Trains, judges and writes to {@code folder}. */
  Outcome run(Task task, Path folder) {
    try (Scope s = new Scope()) {
      Finetuned model = new Finetuned(run.model(), task.spec, classes().size(), task.seed);
      SafeFile.createFolders(folder);
      LossLog losses = new LossLog();
      ProgressBar bar = new ProgressBar(console);
      Trainer.Result result =
          Trainer.train(
              model,
              train,
              task.plan(train.size()),
              Optional.empty(),
              new Trainer.Surroundings(() -> false, c -> {}, losses.andThen(bar)));
      Matrix p = Evaluation.perImage(model, test, model::probabilities, classes().size());
      ClassFigures read = ClassFigures.of(test, classes(), p);
      write(folder, model, read, p);
      LossFigures.of(losses, model.outline().objective()).forEach(f -> Png.write(folder, f));
      double loss =
          Evaluation.scores(model, test, task.seed).getOrDefault("cross_entropy_nats", Double.NaN);
      return outcome(model, read.confusion(), loss, result, folder);
    }
  }

  private void write(Path folder, Finetuned model, ClassFigures read, Matrix probabilities) {
    Confusion c = read.confusion();
    Heading precision =
        new Heading("class-precision", "Share of the images read as a class that are of it.");
    Heading recall =
        new Heading("class-recall", "Share of the images of a class that are read as it.");
    Png.write(folder, read.matrix());
    Png.write(folder, read.bars(precision, "precision", c::precision));
    Png.write(folder, read.bars(recall, "recall", c::recall));
    Npy.write(folder.resolve("predictions.npy"), probabilities);
    Safetensors.write(
        folder.resolve("weights.safetensors"),
        Snapshot.of(model.parameters().byName()),
        Map.of(
            "engram.run", run.folder().id(),
            "engram.model", run.folder().record().model(),
            "engram.classes", String.join(",", classes())));
  }

  private Outcome outcome(
      Finetuned model, Confusion c, double loss, Trainer.Result result, Path folder) {
    Map<String, OfClass> ofClasses = new LinkedHashMap<>();
    for (int i = 0; i < c.classes(); i++) {
      ofClasses.put(classes().get(i), new OfClass(c.precision(i), c.recall(i)));
    }
    return new Outcome(
        run.folder().id(),
        train.name(),
        train.size(),
        test.size(),
        c.accuracy(),
        Interval.ofShare(c.right(), c.total()),
        loss,
        ofClasses,
        model.parameters().count() - model.free(),
        model.free(),
        model.frozen(),
        result.steps(),
        result.seconds(),
        folder);
  }
}
