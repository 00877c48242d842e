package engram.cli;

import engram.report.BarChart;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.LearningCurves;
import engram.report.ParallelCoordinates;
import engram.report.SearchHistory;
import engram.report.SlicePlots;
import engram.report.TrialTable;
import engram.search.Domain;
import engram.search.Importance;
import engram.search.Parameter;
import engram.search.Space;
import engram.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The pictures of a search. */
final class SearchFigures {
  private static final int MARKS = 4;

  private final SearchSettings settings;
  private final Space space;
  private final List<Trial> trials;

  /** Pictures of {@code trials}, whose curves are lower where better. */
  SearchFigures(SearchSettings settings, List<Trial> trials) {
    this.settings = settings;
    this.space = settings.spaceHere();
    this.trials = trials;
  }

  /** All of them; those that need values only if there are some. */
  List<Figure> all() {
    TrialTable table = table();
    List<Figure> figures = new ArrayList<>();
    if (SearchResult.best(trials).isEmpty()) {
      return figures;
    }
    figures.add(
        new SearchHistory(
            new Heading(
                "history",
                "Each trial in its order (dots), and the best so far (line). A cross marks one"
                    + " that failed."),
            table));
    figures.addAll(importance());
    figures.add(
        new ParallelCoordinates(
            new Heading(
                "parallel",
                "Each line is a trial; the darker, the better, the best in orange. Lines that gather"
                    + " show what good trials share."),
            table));
    figures.add(
        new SlicePlots(
            new Heading("slices", "The metric over each hyperparameter, the best trial in orange."),
            table));
    figures.add(
        new LearningCurves(
            new Heading(
                "curves", "The metric on validation images over epochs, the best trial in orange."),
            settings.metric(),
            trials.stream().map(this::curve).toList(),
            SearchResult.best(trials).map(Trial::number).orElse(-1)));
    return figures;
  }

  /** The share of each hyperparameter, all trials judged after as many epochs as all have. */
  Map<String, Double> shares() {
    return Importance.of(space, trials, comparedAt(), settings.seed().child("importance"));
  }

  /** The last epoch that all trials have come to. */
  private int comparedAt() {
    return trials.stream()
        .filter(t -> t.state() == Trial.State.TRAINED)
        .mapToInt(t -> t.curve().size())
        .min()
        .orElse(1);
  }

  private List<Figure> importance() {
    Map<String, Double> shares = shares();
    if (shares.isEmpty()) {
      return List.of();
    }
    List<BarChart.Bar> bars =
        shares.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(e -> new BarChart.Bar(e.getKey(), Math.rint(1000 * e.getValue()) / 1000))
            .toList();
    Heading heading =
        new Heading(
            "importance",
            "How much of the variance of the metric after epoch "
                + comparedAt()
                + " (the last that all trials reached) is due to each hyperparameter alone"
                + " (functional analysis of variance on a random forest); what is missing to"
                + " 1 is due to several together.");
    return List.of(new BarChart(heading, "share of variance", bars));
  }

  private List<Double> curve(Trial t) {
    return settings.maximise() ? t.curve().stream().map(v -> -v).toList() : t.curve();
  }

  private TrialTable table() {
    return new TrialTable(
        space.parameters().stream().map(SearchFigures::dimension).toList(),
        settings.metric(),
        settings.maximise(),
        trials.stream().map(this::row).toList());
  }

  private TrialTable.Row row(Trial t) {
    return new TrialTable.Row(
        space.parameters().stream()
            .map(p -> t.point().has(p) ? p.domain().cell(t.point().get(p)).middle() : Double.NaN)
            .toList(),
        settings.maximise() ? -t.value() : t.value());
  }

  private static TrialTable.Dimension dimension(Parameter p) {
    List<TrialTable.Mark> marks = new ArrayList<>(List.of(new TrialTable.Mark(0, "")));
    values(p.domain())
        .mapToObj(v -> new TrialTable.Mark(p.domain().cell(v).middle(), label(p.domain(), v)))
        .filter(m -> m.place() > 0 && m.place() < 1)
        .forEach(marks::add);
    marks.add(new TrialTable.Mark(1, ""));
    if (p.domain() instanceof Domain.Interval range && !range.whole()) {
      marks.set(0, new TrialTable.Mark(0, label(range, range.low())));
      marks.set(marks.size() - 1, new TrialTable.Mark(1, label(range, range.high())));
    }
    return new TrialTable.Dimension(p.name(), marks);
  }

  /** Values worth a mark, ascending. */
  private static DoubleStream values(Domain domain) {
    if (domain instanceof Domain.Choice choice) {
      return IntStream.range(0, choice.values().size()).asDoubleStream();
    }
    Domain.Interval range = (Domain.Interval) domain;
    if (range.log() && range.high() >= 100 * range.low()) {
      int first = (int) Math.ceil(Math.log10(range.low()));
      return IntStream.rangeClosed(first, (int) Math.floor(Math.log10(range.high())))
          .mapToDouble(power -> Double.parseDouble("1e" + power));
    }
    return IntStream.rangeClosed(0, MARKS)
        .mapToDouble(i -> range.at(i / (double) MARKS))
        .distinct();
  }

  private static String label(Domain domain, double value) {
    return domain instanceof Domain.Interval range && !range.whole()
        ? engram.base.Check.number(Double.parseDouble(String.format(Locale.ROOT, "%.3g", value)))
        : domain.text(value);
  }
}
