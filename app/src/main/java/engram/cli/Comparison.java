package engram.cli;

import engram.base.Seed;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Model;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.Images;
import engram.report.ReportContent;
import engram.report.Section;
import engram.report.SheetLabels;
import engram.report.Table;
import engram.train.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several models on the same test images: their metrics and their pictures, in order. */
final class Comparison {
  /** One model's row of the table. */
  record Entry(String run, String model, Map<String, Double> metrics) {}

  /** Rows of images with a label each. */
  private record Rows(List<String> labels, List<Matrix> images) {
    Rows() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(String label, Matrix row) {
      labels.add(label);
      images.add(row);
    }
  }

  private final DataSet test;
  private final DataSet shown;
  private final Seed seed;
  private final List<Entry> entries = new ArrayList<>();
  private final Rows reconstructions = new Rows();
  private final Rows samples = new Rows();

  /** On {@code test}, of which the first {@code count} images are shown. */
  Comparison(DataSet test, int count, Seed seed) {
    this.test = test;
    this.shown = test.first(count);
    this.seed = seed;
    reconstructions.add("test images", RunFigures.pixels(shown));
  }

  /** Adds a model; {@code judged} gives the metrics of what it generates, if it can. */
  void add(OpenRun run, Generation.Real real, Function<Generation, Map<String, Double>> judged) {
    Model model = run.model();
    String label = run.folder().label();
    Map<String, Double> metrics =
        new LinkedHashMap<>(Metrics.all(model, real, Metrics.IWAE_SAMPLES, seed));
    if (model.decodes()) {
      Generation generated = new Generation(run, real, seed);
      metrics.putAll(judged.apply(generated));
      if (model.encodes()) {
        reconstructions.add(label, Evaluation.reconstruct(model, shown));
      }
      samples.add(label, generated.samples(shown.size()));
    }
    entries.add(new Entry(run.folder().id(), run.folder().record().model(), metrics));
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** A sheet of reconstructions and one of samples; none if no model decodes. */
  List<Figure> figures() {
    return samples.images.isEmpty()
        ? List.of()
        : List.of(
            sheet(
                new Heading(
                    "reconstructions", "Test images, and what each model makes of the same ones."),
                reconstructions),
            sheet(
                new Heading(
                    "samples",
                    "Images that each model generates: from its prior or, without one, from a"
                        + " Gaussian fitted to codes of training images."),
                samples));
  }

  private Figure sheet(Heading heading, Rows rows) {
    int columns = shown.size();
    Matrix all =
        Matrix.of(
            rows.images.size() * columns,
            test.shape().values(),
            (i, j) -> rows.images.get(i / columns).get(i % columns, j));
    return new ImageGrid(
        heading, new Images(all, test.shape()), columns, SheetLabels.ofRows(rows.labels));
  }

  /** The page with the table and the sheets; {@code command} made it. */
  ReportContent report(String command) {
    String models = entries.stream().map(Entry::model).distinct().collect(Collectors.joining(", "));
    ReportContent.Head head =
        new ReportContent.Head(
            entries.size() + " models on " + test.name(),
            models,
            String.format(
                Locale.ROOT,
                "The same metrics of each model over the same %,d test images.",
                test.size()),
            command);
    return new ReportContent(
        head,
        Map.of(),
        List.of(),
        List.of(
            Section.ofTables("Metrics", "", List.of(new Table("", columns(), rows()))),
            Section.ofFigures("Pictures", "", figures())));
  }

  /** The table as text. */
  String text() {
    List<List<String>> lines = new ArrayList<>(rows());
    lines.add(0, columns());
    return lines.stream()
        .map(
            cells ->
                String.format(Locale.ROOT, "%-34s %-14s", cells.get(0), cells.get(1))
                    + cells.stream()
                        .skip(2)
                        .map(c -> String.format(Locale.ROOT, " %18s", c))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private Set<String> metrics() {
    Set<String> names = new LinkedHashSet<>();
    entries.forEach(e -> names.addAll(e.metrics.keySet()));
    return names;
  }

  private List<String> columns() {
    return Stream.concat(Stream.of("run", "model"), metrics().stream()).toList();
  }

  private List<List<String>> rows() {
    return entries.stream()
        .map(
            e ->
                Stream.concat(Stream.of(e.run, e.model), metrics().stream().map(m -> cell(e, m)))
                    .toList())
        .toList();
  }

  private static String cell(Entry e, String metric) {
    Double value = e.metrics.get(metric);
    return value == null ? "-" : String.format(Locale.ROOT, "%.6g", value);
  }
}
