package engram.cli;

import engram.analysis.Confusion;
import engram.analysis.landscape.Landscape;
import engram.analysis.landscape.LandscapeMatch;
import engram.analysis.landscape.SparseStructure;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.report.Axes;
import engram.report.BarChart;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.ImageRows;
import engram.report.Images;
import engram.report.LinePlot;
import engram.report.ReportContent;
import engram.report.Section;
import engram.report.Series;
import engram.report.SheetLabels;
import engram.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tables and pictures of landscapes, and the page that holds them. */
final class LandscapePage {
  private static final int ACROSS = 15;
  private static final int DOWN = 40;
  private static final int TUPLES = 12;

  /** How far two runs' landscapes show the same images. */
  record Agreement(String a, String b, LandscapeMatch match) {}

  private final DataSet data;
  private final List<Survey> surveys;
  private final List<Agreement> agreement;
  private final List<Figure> figures = new ArrayList<>();

  LandscapePage(DataSet data, List<Survey> surveys, List<Agreement> agreement) {
    this.data = data;
    this.surveys = surveys;
    this.agreement = agreement;
    surveys.forEach(s -> figures.add(map(s)));
    surveys.forEach(s -> figures.add(active(s)));
    surveys.forEach(s -> figures.add(flow(s)));
    if (surveys.get(0).read() != null) {
      figures.add(
          curves(
              "continuity",
              "Share of random places on spheres around the centres that are read as their centre is."
                  + " At radius 1 a sphere goes through the code of zeros.",
              "radius / distance of the centre from zero",
              Survey.Reading::spheres));
      figures.add(
          curves(
              "ways-alike",
              "Share of straight ways between two centres of one class that are read as that class.",
              "place between the two centres",
              Survey.Reading::alike));
      figures.add(
          curves(
              "ways-apart",
              "Share of straight ways between centres of two classes that are read as one of them.",
              "place between the two centres",
              Survey.Reading::apart));
    }
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }

  private static Figure map(Survey s) {
    List<List<Integer>> rows = s.rows(ACROSS);
    List<List<Integer>> shown = rows.subList(0, Math.min(DOWN, rows.size()));
    List<String> names =
        shown.stream().map(row -> units(s.landscape().clusters().get(row.get(0)))).toList();
    return new ImageRows(
        new Heading(
            "map-" + s.label(),
            String.format(
                Locale.ROOT,
                "Centres of the clusters of %s, decoded: %d of %d slices, most images first, named"
                    + " by their units; first %d clusters of each, the largest first.",
                s.run(),
                shown.size(),
                rows.size(),
                ACROSS)),
        new Images(s.images(), s.shape()),
        shown,
        SheetLabels.ofRows(names).withTitles("cluster", "slice"));
  }

  private static Figure flow(Survey s) {
    List<String> columns = new ArrayList<>(List.of("centre"));
    for (int r = 1; r < s.flow().wide() - 1; r++) {
      columns.add(String.format(Locale.ROOT, "%.1f", r / 10.0));
    }
    columns.add("zeros");
    List<String> rows =
        s.flow().clusters().stream().map(i -> units(s.landscape().clusters().get(i))).toList();
    return new ImageGrid(
        new Heading(
            "flow-" + s.label(),
            "Outwards from cluster centres of "
                + s.run()
                + ": random places on spheres, and at the right the code of zeros."),
        new Images(s.flow().images(), s.shape()),
        s.flow().wide(),
        new SheetLabels(rows, columns, "radius / distance of the centre from zero", "slice"));
  }

  private static String units(Landscape.Cluster c) {
    return c.units().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static Figure active(Survey s) {
    List<Integer> counts = s.structure().histogram();
    return new BarChart(
        new Heading(
            "active-" + s.label(), "Units that an image switches on, by how many images do."),
        "images",
        IntStream.range(0, counts.size())
            .mapToObj(n -> new BarChart.Bar(n + (n == 1 ? " unit" : " units"), counts.get(n)))
            .toList());
  }

  private Figure curves(
      String name, String caption, String axis, Function<Survey.Reading, List<Survey.Kept>> of) {
    List<Series> lines = new ArrayList<>();
    for (Survey s : surveys) {
      Survey.Reading read = s.read();
      if (read != null) {
        List<Series.Point> points =
            of.apply(read).stream().map(k -> new Series.Point(k.at(), k.share())).toList();
        lines.add(new Series(s.label(), points));
      }
    }
    return new LinePlot(
        new Heading(name, caption), Axes.of(axis, "share that keeps the class"), lines);
  }

  ReportContent report(String command) {
    List<String> warnings = new ArrayList<>();
    if (surveys.get(0).read() == null) {
      warnings.add("No classifier judged the decoded centres: train a cnn on the same data.");
    }
    List<Table> tables = new ArrayList<>(List.of(consistency()));
    if (!agreement.isEmpty()) {
      tables.add(agreements());
    }
    List<Section> sections = new ArrayList<>();
    sections.add(Section.ofTables("Consistency", "", tables));
    sections.add(
        new Section(
            "Sparse structure",
            "",
            surveys.stream().map(LandscapePage::tuples).toList(),
            some("active-")));
    sections.add(Section.ofFigures("Map", "", some("map-")));
    sections.add(
        Section.ofFigures(
            "Continuity",
            "",
            figures.stream().filter(f -> f.name().matches("(flow|ways)-.*|continuity")).toList()));
    return new ReportContent(
        new ReportContent.Head(
            "Generative landscape on " + data.name(),
            surveys.stream().map(Survey::run).collect(Collectors.joining(", ")),
            String.format(
                Locale.ROOT,
                "Where the codes of %,d images lie densest, slice by slice of three units, and"
                    + " what the model makes of these places.",
                data.size()),
            command),
        Map.of(),
        warnings,
        sections);
  }

  private List<Figure> some(String prefix) {
    return figures.stream().filter(f -> f.name().startsWith(prefix)).toList();
  }

  private Table consistency() {
    return new Table("Landscapes of the runs (Dolgikh 2022, Table 1)", COLUMNS, rows());
  }

  private static final List<String> COLUMNS =
      List.of(
          "run",
          "median active",
          "slices",
          "size",
          "one unit on",
          "recognition",
          "complete",
          "population: highest / lowest");

  private List<List<String>> rows() {
    return surveys.stream().map(LandscapePage::row).toList();
  }

  private static List<String> row(Survey s) {
    Survey.Reading read = s.read();
    List<String> cells = new ArrayList<>();
    cells.add(s.label());
    cells.add(String.valueOf(s.structure().medianActive()));
    cells.add(String.valueOf(s.landscape().slices()));
    cells.add(String.valueOf(s.landscape().size()));
    cells.add(String.format(Locale.ROOT, "%.3f", s.landscape().loneShare()));
    if (read == null) {
      cells.addAll(List.of("-", "-", "-"));
    } else {
      cells.add(String.format(Locale.ROOT, "%.3f", read.quality().recognition()));
      cells.add(String.valueOf(read.quality().complete()));
      cells.add(
          names(read, read.quality().highest()) + " / " + names(read, read.quality().lowest()));
    }
    return cells;
  }

  private static String names(Survey.Reading read, List<Integer> classes) {
    return classes.stream().map(read.classNames()::get).collect(Collectors.joining(", "));
  }

  private Table agreements() {
    return new Table(
        "Agreement of two landscapes: pairs of clusters whose images are each other's nearest",
        List.of("run", "run", "clusters paired", "mse_pixel of pairs", "read as one class"),
        agreement.stream()
            .map(
                x ->
                    List.of(
                        x.a,
                        x.b,
                        String.format(Locale.ROOT, "%.3f", x.match.matched()),
                        String.format(Locale.ROOT, "%.4f", x.match.msePixel()),
                        x.match.sameClass() == null
                            ? "-"
                            : String.format(Locale.ROOT, "%.3f", x.match.sameClass())))
            .toList());
  }

  private static Table tuples(Survey s) {
    SparseStructure structure = s.structure();
    return new Table(
        String.format(
            Locale.ROOT,
            "%s: %,d different tuples of active units, effective dimensions %.2f; the most frequent",
            s.label(),
            structure.slices().size(),
            structure.effectiveDimensions()),
        List.of("units", "images"),
        structure.slices().stream()
            .limit(TUPLES)
            .map(p -> List.of(p.units().toString(), String.valueOf(p.images())))
            .toList());
  }

  /** Table 1 as text. */
  String text() {
    List<List<String>> lines = new ArrayList<>(rows());
    lines.add(0, COLUMNS);
    return lines.stream()
        .map(
            cells ->
                String.format(Locale.ROOT, "%-24s", cells.get(0))
                    + cells.stream()
                        .skip(1)
                        .map(c -> String.format(Locale.ROOT, " %13s", c))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** One line per cluster of every run. */
  String csv() {
    StringBuilder lines =
        new StringBuilder("run,slice,cluster,unit1,unit2,unit3,a1,a2,a3,images,read,probability\n");
    for (Survey s : surveys) {
      for (int i = 0; i < s.landscape().size(); i++) {
        Landscape.Cluster c = s.landscape().clusters().get(i);
        lines.append(s.run()).append(',').append(c.slice()).append(',').append(c.rank());
        c.units().forEach(u -> lines.append(',').append(u));
        c.centre().forEach(a -> lines.append(',').append(a.floatValue()));
        lines.append(',').append(c.size()).append(reading(s.read(), i)).append('\n');
      }
    }
    return lines.toString();
  }

  private static String reading(Survey.@Nullable Reading read, int i) {
    if (read == null) {
      return ",,";
    }
    Matrix p = read.probabilities();
    int best = Confusion.mostProbable(p, i);
    return "," + read.classNames().get(best) + "," + p.get(i, best);
  }
}
