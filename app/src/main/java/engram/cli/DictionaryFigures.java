package engram.cli;

import engram.base.Names;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.math.Matrix;
import engram.model.coding.SparseCoder;
import engram.model.coding.SparseCoding;
import engram.report.Axes;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.Histogram;
import engram.report.ImageGrid;
import engram.report.LinePlot;
import engram.report.Series;
import engram.report.SheetLabels;
import engram.report.WeightGrid;
import engram.tensor.Scope;
import engram.train.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The pictures of dictionaries and of the codes they give (Barari, figures 1 to 4). */
final class DictionaryFigures {
  private static final int MOST_ATOMS = 500;
  private static final int ROW = 25;
  private static final int TRACED = 100;
  private static final int SHOWN = 10;
  private static final int IMAGES = 2_000;
  private static final String GAP = "duality gap";

  private final Subject subject;
  private final SparseCoding model;

  private DictionaryFigures(Subject subject, SparseCoding model) {
    this.subject = subject;
    this.model = model;
  }

  /** Atoms, the solver's way, and, of each modality, how many units are in use and how well. */
  static List<Figure> of(Subject subject, SparseCoding model) {
    DictionaryFigures here = new DictionaryFigures(subject, model);
    List<Figure> figures = new ArrayList<>();
    int modalities = model.modalities().size();
    for (int m = 0; m < modalities; m++) {
      figures.add(here.atoms(m));
    }
    if (modalities > 1 && subject.data().linked().size() == modalities - 1) {
      figures.add(here.drawn());
    }
    DataSet some = subject.data().first(IMAGES);
    for (int m = 0; m < modalities && m <= some.linked().size(); m++) {
      figures.addAll(here.use(some, m));
    }
    figures.addAll(here.way());
    return figures;
  }

  /** {@code image}, or the name of the data linked to it. */
  private String name(int m) {
    List<DataSet> linked = subject.data().linked();
    return m == 0 ? "image" : m <= linked.size() ? linked.get(m - 1).name() : "modality " + m;
  }

  private static String file(String of, int m) {
    return m == 0 ? of : of + "-linked" + (m == 1 ? "" : "-" + m);
  }

  private Figure atoms(int m) {
    Matrix all = model.atoms(m);
    int shown = Math.min(MOST_ATOMS, all.rows());
    String caption = "Atoms of the %s dictionary, %d in a row, in the order of the code's units.";
    return new WeightGrid(
        new Heading(file("atoms", m), caption.formatted(name(m), ROW)),
        all.rows(0, shown),
        model.atomShape(m),
        ROW);
  }

  /** From the image alone: what it is in each modality, and what it should be. */
  private Figure drawn() {
    DataSet shown = subject.data().first(SHOWN);
    Matrix codes = Evaluation.encode(model, shown);
    List<Matrix> rows = new ArrayList<>(List.of(RunFigures.pixels(shown)));
    List<String> labels = new ArrayList<>(List.of("image"));
    rows.add(Evaluation.decode(model, codes));
    labels.add("restored");
    ImageShape shape = shown.shape();
    for (int m = 1; m < model.modalities().size(); m++) {
      if (model.modalities().get(m).equals(shape)) {
        rows.add(Evaluation.decode(model, codes, m));
        labels.add(name(m));
        rows.add(RunFigures.pixels(shown.linked().get(m - 1)));
        labels.add("expected");
      }
    }
    return new ImageGrid(
        new Heading(
            "linked", "Test images, and what their codes, found from them alone, draw of each."),
        subject.images(ImageFigures.stacked(rows)),
        SHOWN,
        SheetLabels.ofRows(labels));
  }

  private List<Figure> use(DataSet some, int m) {
    List<Boolean> using =
        IntStream.rangeClosed(0, some.linked().size()).mapToObj(i -> i == m).toList();
    Matrix codes = Evaluation.encode(model, some, using);
    DataSet things = m == 0 ? some : some.linked().get(m - 1);
    Matrix restored = Evaluation.decode(model, codes, m);
    Matrix active = Matrix.of(codes.rows(), 1, (i, j) -> (float) active(codes.row(i)));
    Matrix error =
        Matrix.of(codes.rows(), 1, (i, j) -> (float) mse(restored.row(i), things.image(i)));
    String from = "from the " + name(m) + " alone";
    return List.of(
        new Histogram(
            new Heading(file("active-units", m), "Units in use per code, found " + from + "."),
            active,
            50,
            "units that are not zero"),
        new Histogram(
            new Heading(
                file("restored-error", m), "Squared error of what is restored " + from + "."),
            error,
            50,
            "mse_pixel"));
  }

  private static long active(float[] code) {
    return IntStream.range(0, code.length).filter(k -> code[k] != 0).count();
  }

  private static double mse(float[] a, float[] b) {
    return IntStream.range(0, a.length)
        .mapToDouble(i -> (a[i] - b[i]) * (double) (a[i] - b[i]))
        .average()
        .orElse(0);
  }

  private List<Figure> way() {
    DataSet traced = subject.data().first(TRACED);
    List<SparseCoder.Moment> way;
    try (Scope s = Scope.withoutGradients()) {
      Matrix pixels = RunFigures.pixels(traced);
      way = model.trace(Evaluation.tensor(pixels, model.outline().setting().device()));
    }
    String solver = Names.of(model.method());
    return List.of(
        line(
            "solver-energy",
            "Energy of codes over iterations of " + solver,
            way,
            "energy",
            m -> m.energy()),
        line(
            "solver-gap",
            "Duality gap: how far they are above the least at most",
            way,
            GAP,
            m -> m.gap()),
        line("solver-active", "Units in use", way, "units in use", m -> m.active()));
  }

  private static Figure line(
      String name,
      String what,
      List<SparseCoder.Moment> way,
      String axis,
      ToDoubleFunction<SparseCoder.Moment> of) {
    return new LinePlot(
        new Heading(name, what + ", mean over " + TRACED + " test images."),
        axis.equals(GAP) ? Axes.of("iteration", axis).withLogY() : Axes.of("iteration", axis),
        List.of(
            new Series(
                axis,
                way.stream()
                    .map(m -> new Series.Point(m.iteration(), of.applyAsDouble(m)))
                    .toList())));
  }
}
