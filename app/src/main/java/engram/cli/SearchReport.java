package engram.cli;

import engram.base.Names;
import engram.base.SafeFile;
import engram.model.Specs;
import engram.report.Figure;
import engram.report.Png;
import engram.report.Report;
import engram.report.ReportContent;
import engram.report.Section;
import engram.report.Table;
import engram.search.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a search leaves for people in its folder: figures, a page, a table for other programs. */
final class SearchReport {
  private final SearchSettings settings;
  private final SearchResult result;
  private final List<Trial> trials;

  SearchReport(SearchSettings settings, SearchResult result, List<Trial> trials) {
    this.settings = settings;
    this.result = result;
    this.trials = trials;
  }

  /** Writes all of it below {@code folder}. */
  void write(Path folder) {
    List<Figure> figures = new SearchFigures(settings, trials).all();
    figures.forEach(f -> Png.write(folder.resolve("figures"), f));
    SafeFile.writeText(folder.resolve("trials.csv"), csv());
    Report.write(folder.resolve("report.html"), content(figures));
  }

  private ReportContent content(List<Figure> figures) {
    ReportContent.Head head =
        new ReportContent.Head(
            "Search: " + settings.model() + " on " + settings.data().name(),
            "search " + result.search(),
            summary(),
            ShellWords.command(settings.commandLine()));
    return new ReportContent(
        head,
        result.test(),
        List.of(),
        List.of(
            Section.ofFigures("What was found", "Trials are judged on validation images.", figures),
            Section.ofTables("Trials", "Best first.", List.of(new Table("", columns(), rows()))),
            Section.ofTables(
                "What was asked",
                "",
                List.of(
                    Table.of("Space " + settings.space().name(), space()),
                    Table.of("Effort", effort()),
                    Table.of("Other hyperparameters", Specs.toMap(settings.specHere())),
                    Table.of("Training plan", Specs.toMap(settings.planHere()))))));
  }

  private String summary() {
    SearchResult.Row best = result.best();
    if (best == null) {
      return "None of %d trials came to a value.".formatted(result.trials().size());
    }
    return String.format(
        Locale.ROOT,
        "The best of %d trials is trial %d with %s %.6g on validation images: %s. It is the run %s;"
            + " metrics below are of that run, over test images. %s",
        result.trials().size(),
        best.trial(),
        result.metric(),
        best.value(),
        best.text(),
        best.run(),
        result.counts());
  }

  private Map<String, String> space() {
    Map<String, String> all = new LinkedHashMap<>();
    settings.space().tree().properties().forEach(e -> all.put(e.getKey(), e.getValue().toString()));
    return all;
  }

  private Map<String, Object> effort() {
    SearchSettings.Effort effort = settings.effort();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("strategy", Names.of(effort.strategy()));
    all.put("trials", effort.trials());
    all.put("eta", effort.eta());
    all.put("parallel", effort.parallel());
    all.put("seed", effort.seed());
    return all;
  }

  private List<String> columns() {
    List<String> columns =
        new ArrayList<>(List.of("trial", "status", "epochs", result.metric(), "seconds"));
    settings.spaceHere().parameters().forEach(p -> columns.add(p.name()));
    columns.addAll(List.of("run", "message"));
    return columns;
  }

  private List<List<String>> rows() {
    return result.bestFirst().stream().map(this::row).toList();
  }

  private List<String> row(SearchResult.Row r) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                Integer.toString(r.trial()),
                r.status(),
                Integer.toString(r.epochs()),
                r.value() == null ? "" : Double.toString(r.value()),
                String.format(Locale.ROOT, "%.1f", r.seconds())));
    settings
        .spaceHere()
        .parameters()
        .forEach(p -> cells.add(r.values().getOrDefault(p.name(), "")));
    cells.addAll(List.of(r.run(), r.message()));
    return cells;
  }

  private String csv() {
    List<List<String>> lines = new ArrayList<>(List.of(columns()));
    result.trials().forEach(r -> lines.add(row(r)));
    return lines.stream()
        .map(line -> line.stream().map(SearchReport::cell).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** A cell that no spreadsheet takes for a formula. */
  private static String cell(String text) {
    boolean number = text.matches("-?[0-9.]+([eE]-?[0-9]+)?");
    String safe = !number && text.matches("(?s)[=+@-].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
