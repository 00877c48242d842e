package engram.cli;

import engram.base.EngramException;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Part;
import engram.model.classifier.Finetuned;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier on the encoder of a run. */
@Command(
    name = "finetune",
    description =
        "Train a classifier on the encoder of a run, which itself stays as it is: frozen, or with"
            + " its last layers free.",
    footer = {
      "",
      "Writes pictures, the weights trained, and predictions.npy: the probability of each class,",
      "one row per test image.",
      "",
      "Example: engram finetune last --data mnist --labels 1000"
    })
final class FinetuneCommand implements Callable<Integer> {
  @Mixin RunOptions run = new RunOptions();
  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--labels",
      paramLabel = "N",
      description = "learn from N labelled images, as many of each class (default: all)")
  @Nullable Integer labels;

  @Option(
      names = "--free",
      paramLabel = "K",
      description = "train the last K layers of the encoder as well (default: 2)")
  int free = 2;

  @Option(
      names = "--head",
      paramLabel = "H",
      description = "linear, or mlp with a hidden layer (default: linear)")
  Finetuned.Head head = Finetuned.Head.LINEAR;

  @Option(names = "--lr", paramLabel = "X", description = "learning rate (default: 0.001)")
  double lr = 1e-3;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over the labelled images (default: 10, or 300 updates if that is more)")
  @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "images per update (default: 128)")
  int batch = 128;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "share of the labelled images held out for a curve of their loss (default: 0)")
  double validation;

  @Option(names = "--seed", paramLabel = "N", description = "of everything random (default: 1)")
  long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder to write to (default: finetune-RUN)")
  @Nullable Path out;

  private final Console console;

  FinetuneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Finetuning.Task task =
        new Finetuning.Task(
            new Finetuned.Spec(free, head, lr),
            epochs,
            batch,
            validation,
            new Seed(seed).child("finetune"));
    task.plan(1);
    if (labels != null) {
      engram.base.Check.atLeast("labels", labels, 1);
    }
    Finetuning.Outcome o = run.with(opened -> finetuned(opened, task));
    console.result(run.common.json, o, text(o));
    return 0;
  }

  private Finetuning.Outcome finetuned(OpenRun opened, Finetuning.Task task) {
    opened.encoding();
    DataSet all = opened.fitting(data.openFor(opened.folder().record(), Part.TRAIN, console));
    DataSet train = labelled(all);
    DataSet test = data.openFor(opened.folder().record(), Part.TEST, console);
    Finetuning work = new Finetuning(opened, train, test, console);
    Path base = out == null ? Path.of("finetune-" + opened.folder().id()) : out;
    Path folder = base.resolve("finetune-" + (labels == null ? "all" : labels));
    return work.run(task, folder);
  }

  private DataSet labelled(DataSet all) {
    if (!all.hasLabels()) {
      throw EngramException.usage(
          all.name()
              + " has no labels, and finetune needs some; use data with classes, such as mnist, or"
              + " --label-from with a folder of images");
    }
    if (labels == null) {
      return all;
    }
    int classes = all.classNames().size();
    if (labels < classes || labels > all.size()) {
      throw EngramException.usage(
          String.format(
              Locale.ROOT,
              "labels must be in [%d, %d], from one image of each class to all of %s, got %d",
              classes,
              all.size(),
              all.name(),
              labels));
    }
    return all.balanced(labels, new Seed(seed));
  }

  private static String text(Finetuning.Outcome o) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "accuracy           %.4f (95 %%: %.4f to %.4f)%ncross_entropy_nats %.6g%n",
            o.accuracy(),
            o.accuracy95().low(),
            o.accuracy95().high(),
            o.crossEntropyNats()));
    o.classes()
        .forEach(
            (name, c) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "class %-12s precision %.4f  recall %.4f%n",
                        name,
                        c.precision(),
                        c.recall())));
    return text.append(
            String.format(
                Locale.ROOT,
                "parameters         %,d in the head, %,d free, %,d frozen%n"
                    + "steps              %,d in %.1f s%nfolder             %s",
                o.headParameters(),
                o.freeParameters(),
                o.frozenParameters(),
                o.steps(),
                o.seconds(),
                o.folder()))
        .toString();
  }
}
