package engram.cli;

import engram.search.Journal;
import engram.search.Trial;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a search came to, as {@code --json} prints it. */
record SearchResult(
    String search,
    String model,
    String ending,
    String metric,
    boolean maximise,
    @Nullable Row best,
    Map<String, Double> test,
    Map<String, Double> importance,
    List<Row> trials,
    Path folder) {
  private static final int SHOWN = 20;

  /**
   * One trial.
   *
   * @param status trained, pruned (trained as long as others were better), diverged, failed,
   *     stopped
   * @param value of the metric; null if it has none
   */
  record Row(
      int trial,
      String status,
      @Nullable Double value,
      int epochs,
      String run,
      double seconds,
      Map<String, String> values,
      String message) {
    /** Its hyperparameters in one line. */
    String text() {
      return values.entrySet().stream()
          .map(e -> e.getKey() + "=" + e.getValue())
          .collect(Collectors.joining(" "));
    }
  }

  /** The result of {@code trials}, before the best run has met the test images. */
  static SearchResult of(
      SearchFolder folder, SearchSettings settings, Journal journal, List<Trial> trials) {
    List<Row> rows = trials.stream().map(t -> row(settings, journal, t)).toList();
    return new SearchResult(
        folder.id(),
        settings.model(),
        "finished",
        settings.metric(),
        settings.maximise(),
        best(trials).map(t -> rows.get(t.number())).orElse(null),
        Map.of(),
        new SearchFigures(settings, trials).shares(),
        rows,
        folder.path());
  }

  /** The same with the metrics of the best run on test images. */
  SearchResult withTest(Map<String, Double> metrics) {
    return new SearchResult(
        search, model, ending, metric, maximise, best, metrics, importance, trials, folder);
  }

  /** The same of a search that ended because of {@code reason}. */
  SearchResult endedBy(String reason) {
    return new SearchResult(
        search, model, reason, metric, maximise, best, test, importance, trials, folder);
  }

  /** The trial of the lowest value, be it that the time was up before it was through. */
  static Optional<Trial> best(List<Trial> trials) {
    return trials.stream()
        .filter(t -> t.state() != Trial.State.FAILED && Double.isFinite(t.value()))
        .min(Comparator.comparingDouble(Trial::value).thenComparingInt(t -> -t.epochs()));
  }

  private static Row row(SearchSettings settings, Journal journal, Trial t) {
    List<Journal.Entry> entries =
        journal.entries().stream().filter(e -> e.trial() == t.number()).toList();
    Optional<Journal.Entry> last = journal.last(t.number());
    double value = settings.maximise() ? -t.value() : t.value();
    return new Row(
        t.number(),
        status(settings, last.map(Journal.Entry::status).orElse(Journal.Status.STOPPED), t),
        Double.isFinite(value) ? value : null,
        t.curve().size(),
        last.map(Journal.Entry::run).orElse(""),
        entries.stream().mapToDouble(Journal.Entry::seconds).sum(),
        settings.spaceHere().texts(t.point()),
        last.map(Journal.Entry::message).orElse(""));
  }

  private static String status(SearchSettings settings, Journal.Status last, Trial t) {
    return switch (last) {
      case TRAINED -> t.epochs() < settings.planHere().epochs() ? "pruned" : "trained";
      case DIVERGED -> "diverged";
      case FAILED -> "failed";
      case STARTED, STOPPED -> "stopped";
    };
  }

  /** The table of the best trials, and what to do with the best. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%5s %-8s %6s %12s %8s  %-34s %s%n",
            "trial",
            "status",
            "epochs",
            metric,
            "seconds",
            "run",
            "hyperparameters"));
    bestFirst().stream().limit(SHOWN).forEach(row -> text.append(line(row)));
    if (trials.size() > SHOWN) {
      text.append(String.format(Locale.ROOT, "and %d more in trials.csv%n", trials.size() - SHOWN));
    }
    text.append(String.format(Locale.ROOT, "%s%n", counts()));
    if (best != null) {
      text.append(String.format(Locale.ROOT, "best       %s  %s%n", best.run, best.text()));
    }
    test.forEach(
        (name, v) -> text.append(String.format(Locale.ROOT, "test       %s %.6g%n", name, v)));
    text.append(String.format(Locale.ROOT, "search     %s%n", search));
    return text.append("report     ").append(folder.resolve("report.html")).toString();
  }

  /** How many trials ended how. */
  String counts() {
    Map<String, Long> counts =
        trials.stream()
            .collect(Collectors.groupingBy(Row::status, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", ", trials.size() + " trials: ", ""));
  }

  /** All trials, those without a value last. */
  List<Row> bestFirst() {
    Comparator<Double> better =
        maximise ? Comparator.<Double>reverseOrder() : Comparator.<Double>naturalOrder();
    return trials.stream()
        .sorted(Comparator.comparing(Row::value, Comparator.nullsLast(better)))
        .toList();
  }

  private static String line(Row r) {
    return String.format(
        Locale.ROOT,
        "%5d %-8s %6d %12s %8.1f  %-34s %s%n",
        r.trial,
        r.status,
        r.epochs,
        r.value == null ? "-" : String.format(Locale.ROOT, "%.6g", r.value),
        r.seconds,
        r.run,
        r.text());
  }
}
