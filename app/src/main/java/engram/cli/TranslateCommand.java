package engram.cli;

import engram.analysis.Confusion;
import engram.analysis.FactorAgreement;
import engram.base.EngramException;
import engram.base.Nearest;
import engram.data.DataSet;
import engram.data.Part;
import engram.math.Matrix;
import engram.model.Translator;
import engram.report.Heading;
import engram.report.Images;
import engram.report.ReconstructionGrid;
import engram.runs.RunFolder;
import engram.runs.RunStore;
import engram.tensor.Device;
import engram.train.Evaluation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns images of one class into images of another. */
@Command(
    name = "translate",
    description = "Turn images of one class into images of another, and measure what became of it.",
    footer = {
      "",
      "With a finished cnn run on the same data (or --judge RUN) tells which share is read as the",
      "target class, before and after; for data with known factors, how well the other factors of",
      "the nearest real image of the target class agree, before and after (1 all, 0 chance): a",
      "translation that keeps them does not fall far below the images as they were.",
      "",
      "Example: engram translate last --data faces:500 --from glasses --to 'no glasses' --out t.png"
    })
final class TranslateCommand implements Callable<Integer> {
  private static final int SHOWN = 40;

  @Mixin RunOptions run = new RunOptions();
  @Mixin DataOptions data = new DataOptions();

  @Option(names = "--from", paramLabel = "CLASS", required = true, description = "class to change")
  String from = "";

  @Option(names = "--to", paramLabel = "CLASS", required = true, description = "class wanted")
  String to = "";

  @Option(names = "--out", paramLabel = "FILE", required = true, description = ".png or .npy")
  @Nullable Path out;

  @Option(names = "--judge", paramLabel = "RUN", description = "finished cnn run that reads images")
  @Nullable String judge;

  private final Console console;

  /** What was made, as {@code --json} prints it. */
  record Translated(Path file, int images, Map<String, Double> metrics) {}

  /** The images to translate, what they became, and the real images of the target class. */
  private record Pair(DataSet source, Matrix before, Matrix made, DataSet real, int target) {}

  TranslateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Device device = run.compute.apply().device();
    try (RunStore store = run.common.existingRuns();
        OpenRun opened = OpenRun.of(store.find(run.run), device)) {
      DataSet images = opened.fitting(data.openFor(opened.folder().record(), Part.TEST, console));
      Pair pair = translated(opened, images);
      Translated result = written(opened, pair, metrics(store, opened.folder(), pair, device));
      console.result(
          run.common.json,
          result,
          result.images + " images in " + result.file + " " + result.metrics);
    }
    return 0;
  }

  private Pair translated(OpenRun opened, DataSet images) {
    if (!(opened.model() instanceof Translator translator)) {
      throw EngramException.usage(
          opened.folder().id()
              + " is a "
              + opened.folder().record().model()
              + ", which does not translate; train a shared-ae");
    }
    int source = number("--from", from, opened.classNames());
    int target = number("--to", to, opened.classNames());
    DataSet of = ofClass(images, source, from);
    Matrix made = Evaluation.translate(translator, of, source, target);
    return new Pair(of, RunFigures.pixels(of), made, ofClass(images, target, to), target);
  }

  private static int number(String option, String name, List<String> classes) {
    int found = classes.indexOf(name);
    if (found < 0) {
      throw EngramException.usage(
          option
              + " must be a class of the run, got '"
              + name
              + "'"
              + Nearest.hint(name, classes)
              + " (classes: "
              + String.join(", ", classes)
              + ")");
    }
    return found;
  }

  private static DataSet ofClass(DataSet images, int label, String name) {
    DataSet found = images.ofClass(label);
    if (found.size() == 0) {
      throw EngramException.usage(images.name() + " has no test images of class '" + name + "'");
    }
    return found;
  }

  private Map<String, Double> metrics(RunStore store, RunFolder like, Pair pair, Device device) {
    Map<String, Double> all = new LinkedHashMap<>();
    Optional<RunFolder> by =
        judge == null ? Judge.newest(store, like) : Optional.of(store.find(judge));
    by.ifPresent(
        folder -> {
          try (Judge opened = Judge.open(folder, like, device)) {
            all.put("read_as_target_before", share(opened.read(pair.before), pair.target));
            all.put("read_as_target", share(opened.read(pair.made), pair.target));
          }
        });
    if (pair.source.factors().isPresent()) {
      Matrix gallery = RunFigures.pixels(pair.real);
      agreement(pair, pair.before, gallery).ifPresent(a -> all.put("factor_agreement_before", a));
      agreement(pair, pair.made, gallery).ifPresent(a -> all.put("factor_agreement", a));
    }
    return all;
  }

  private static double share(Matrix read, int target) {
    return IntStream.range(0, read.rows())
            .filter(i -> Confusion.mostProbable(read, i) == target)
            .count()
        / (double) read.rows();
  }

  /**
   * How well the real images of the target class, {@code gallery}, that are nearest to {@code
   * images}, made of the source's, agree with the source in the factors; empty if none varies.
   */
  private static OptionalDouble agreement(Pair pair, Matrix images, Matrix gallery) {
    Matrix factors = pair.source.factors().orElseThrow();
    Matrix real = pair.real.factors().orElseThrow();
    int[] nearest = FactorAgreement.nearest(images, gallery);
    Matrix found = Matrix.of(nearest.length, factors.columns(), (i, j) -> real.get(nearest[i], j));
    return FactorAgreement.of(factors, found);
  }

  private Translated written(OpenRun opened, Pair pair, Map<String, Double> metrics) {
    int shown = Math.min(SHOWN, pair.made.rows());
    OutFile.Written w =
        OutFile.write(
            Objects.requireNonNull(out),
            pair.made,
            opened.shape(),
            () ->
                new ReconstructionGrid(
                    new Heading("translation", from + ", and below each as " + to),
                    new Images(pair.before.rows(0, shown), opened.shape()),
                    new Images(pair.made.rows(0, shown), opened.shape()),
                    10));
    return new Translated(w.file(), pair.made.rows(), metrics);
  }
}
