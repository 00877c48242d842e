package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Nearest;
import engram.base.Seed;
import engram.probe.Examples;
import engram.probe.LinearSvm;
import engram.probe.LogisticRegression;
import engram.probe.NearestNeighbours;
import engram.probe.Probe;
import engram.probe.RbfSearch;
import engram.probe.RbfSvm;
import engram.probe.Scaling;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which classifier, and its hyperparameters. */
final class ProbeOptions {
  /** The classifiers, as people type them, and the options that only some of them have. */
  private static final Map<String, Set<String>> OPTIONS =
      new TreeMap<>(
          Map.of(
              "lr", Set.of("--c"),
              "linear-svm", Set.of("--c"),
              "rbf-svm", Set.of("--c", "--gamma", "--folds", "--cv-subset"),
              "knn", Set.of("--k")));

  /**
   * The classifier asked for.
   *
   * @param crossValidation accuracy that it was chosen by, or null
   */
  record Chosen(Probe probe, @Nullable Double crossValidation) {}

  @Option(
      names = "--classifier",
      paramLabel = "NAME",
      required = true,
      description = "lr (logistic regression), linear-svm, rbf-svm or knn (nearest neighbours)")
  String classifier = "";

  @Option(
      names = "--c",
      paramLabel = "X",
      description =
          "of lr and the SVMs: strength of the data against the penalty (default: 1; of rbf-svm"
              + " the best of 1, 10, 100 in cross-validation)")
  @Nullable Double c;

  @Option(
      names = "--gamma",
      paramLabel = "X",
      description =
          "of rbf-svm: exp(-X |x - x'|^2) (default: the best of five about the inverse variance)")
  @Nullable Double gamma;

  @Option(names = "--k", paramLabel = "N", description = "of knn: neighbours (default: 5)")
  @Nullable Integer k;

  @Option(
      names = "--standardise",
      paramLabel = "HOW",
      description =
          "standard: mean 0 and deviation 1 in each column, by the training codes; or none"
              + " (default: standard for lr and linear-svm, none for rbf-svm and knn)")
  @Nullable Scaling standardise;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description = "of rbf-svm: parts of the cross-validation (default: 5)")
  @Nullable Integer folds;

  @Option(
      names = "--cv-subset",
      paramLabel = "N",
      description = "of rbf-svm: examples in the cross-validation (default: 2000)")
  @Nullable Integer subset;

  @Option(names = "--seed", paramLabel = "N", description = "of the cross-validation (default: 1)")
  long seed = 1;

  /** Refuses a classifier that there is not, and options that it does not have. */
  void check() {
    Set<String> its = OPTIONS.get(classifier);
    if (its == null) {
      throw EngramException.usage(Nearest.unknown("classifier", classifier, OPTIONS.keySet()));
    }
    refuse(its, "--c", c);
    refuse(its, "--gamma", gamma);
    refuse(its, "--k", k);
    refuse(its, "--folds", folds);
    refuse(its, "--cv-subset", subset);
    if (c != null && gamma != null && (folds != null || subset != null)) {
      throw EngramException.usage(
          "--folds and --cv-subset are for choosing, but --c and --gamma are both given");
    }
  }

  private void refuse(Set<String> its, String name, @Nullable Object value) {
    if (value != null && !its.contains(name)) {
      throw EngramException.usage(
          name + " is not for " + classifier + "; it has " + String.join(", ", new TreeSet<>(its)));
    }
  }

  /**
   * What gives the classifier: checked at once, and chosen by cross-validation on {@code examples}
   * only when asked, as that takes time.
   */
  Supplier<Chosen> plan(Examples examples, int threads) {
    if (classifier.equals("rbf-svm") && (c == null || gamma == null)) {
      RbfSearch search = search(examples);
      Seed its = new Seed(seed).child("probe");
      return () -> {
        RbfSearch.Choice choice = search.choose(examples, its, threads);
        return new Chosen(choice.svm(), choice.accuracy());
      };
    }
    Chosen given = new Chosen(given(examples), null);
    return () -> given;
  }

  private Probe given(Examples examples) {
    return switch (classifier) {
      case "lr" -> {
        LogisticRegression usual = LogisticRegression.defaults();
        yield usual.with(or(c, usual.c()), or(standardise, usual.scaling()));
      }
      case "linear-svm" -> {
        LinearSvm usual = LinearSvm.defaults();
        yield usual.with(or(c, usual.c()), or(standardise, usual.scaling()));
      }
      case "rbf-svm" ->
          new RbfSvm(
              Objects.requireNonNull(c),
              Objects.requireNonNull(gamma),
              or(standardise, Scaling.NONE));
      default -> {
        NearestNeighbours usual = NearestNeighbours.defaultsFor(examples);
        int neighbours = or(k, usual.k());
        Check.within("k", neighbours, 1, examples.size());
        yield new NearestNeighbours(neighbours, or(standardise, usual.scaling()));
      }
    };
  }

  private RbfSearch search(Examples examples) {
    RbfSearch usual = RbfSearch.around(examples, or(standardise, Scaling.NONE));
    return new RbfSearch(
        c == null ? usual.c() : List.of(c),
        gamma == null ? usual.gamma() : List.of(gamma),
        usual.scaling(),
        or(folds, usual.folds()),
        or(subset, usual.subset()));
  }

  private static <T> T or(@Nullable T given, T usual) {
    return given == null ? usual : given;
  }
}
