package engram.cli;

import engram.analysis.Confusion;
import engram.analysis.Interval;
import engram.base.SafeFile;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.probe.Examples;
import engram.probe.LinearClassifier;
import engram.probe.Probe;
import engram.report.Png;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One probing, from labelled codes to what a classifier makes of them. */
final class Probing {
  /** How well one class is told from the others. */
  record OfClass(double precision, double recall) {}

  /**
   * What probing came to, as {@code --json} prints it.
   *
   * @param settings the hyperparameters, given or chosen
   * @param crossValidation accuracy that they were chosen by, or null
   * @param train codes learnt from
   * @param test codes read
   * @param confusion rows are the true classes, columns those read, both in the order of classes
   * @param converged of lr and linear-svm, whether the optimum was found; else null
   */
  record Outcome(
      String classifier,
      Probe settings,
      @Nullable Double crossValidation,
      int train,
      int test,
      int units,
      double accuracy,
      Interval accuracy95,
      Map<String, OfClass> classes,
      List<List<Long>> confusion,
      @Nullable Boolean converged,
      double chooseSeconds,
      double fitSeconds,
      double readSeconds,
      @Nullable Path folder) {}

  private final Examples examples;
  private final Matrix codes;
  private final int[] truth;
  private final int threads;

  /** Learns from {@code learnt} and reads {@code read}, on {@code threads} threads. */
  Probing(LabelledCodes learnt, LabelledCodes read, int threads) {
    examples = learnt.examples();
    truth = read.truth(learnt, examples);
    codes = read.codes();
    this.threads = threads;
  }

  /** Fits, reads, and writes to {@code folder} if there is one. */
  Outcome run(ProbeOptions options, @Nullable Path folder) {
    Supplier<ProbeOptions.Chosen> plan = options.plan(examples, threads);
    if (folder != null) {
      SafeFile.createFolders(folder);
    }
    long start = System.nanoTime();
    ProbeOptions.Chosen chosen = plan.get();
    long selected = System.nanoTime();
    Probe.Fitted fitted = chosen.probe().fit(examples, threads);
    long ready = System.nanoTime();
    int[] labels = fitted.predict(codes);
    long end = System.nanoTime();
    int[] classes = examples.classes();
    int[] read = Arrays.stream(labels).map(l -> Arrays.binarySearch(classes, l)).toArray();
    Confusion c = Confusion.of(truth, read, classes.length);
    if (folder != null) {
      write(folder, labels, fitted.probabilities(codes), new ClassFigures(names(), c));
    }
    return new Outcome(
        options.classifier,
        chosen.probe(),
        chosen.crossValidation(),
        examples.size(),
        codes.rows(),
        codes.columns(),
        c.accuracy(),
        Interval.ofShare(c.right(), c.total()),
        ofClasses(c),
        rows(c),
        fitted instanceof LinearClassifier linear ? linear.converged() : null,
        (selected - start) / 1e9,
        (ready - selected) / 1e9,
        (end - ready) / 1e9,
        folder);
  }

  private List<String> names() {
    return Arrays.stream(examples.classes()).mapToObj(String::valueOf).toList();
  }

  private static void write(
      Path folder, int[] labels, Optional<Matrix> probabilities, ClassFigures figures) {
    Png.write(folder, figures.matrix());
    Npy.write(folder.resolve("predictions.npy"), NdArray.of(labels, labels.length));
    probabilities.ifPresent(p -> Npy.write(folder.resolve("probabilities.npy"), p));
  }

  private Map<String, OfClass> ofClasses(Confusion c) {
    Map<String, OfClass> all = new LinkedHashMap<>();
    for (String name : names()) {
      all.put(name, new OfClass(c.precision(all.size()), c.recall(all.size())));
    }
    return all;
  }

  private static List<List<Long>> rows(Confusion c) {
    return IntStream.range(0, c.classes())
        .mapToObj(
            i ->
                IntStream.range(0, c.classes()).mapToObj(j -> (long) c.counts().get(i, j)).toList())
        .toList();
  }
}
