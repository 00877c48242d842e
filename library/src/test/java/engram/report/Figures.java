package engram.report;

import engram.base.Seed;
import engram.data.ImageShape;
import engram.data.Labels;
import engram.math.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One small figure of each kind, with the names {@code text} written wherever there are names. */
final class Figures {
  static final ImageShape SHAPE = ImageShape.grey(6, 5);
  private static final Decoder DECODER = codes -> images(codes.rows()).values();

  private Figures() {}

  static Images images(int count) {
    return new Images(Matrix.of(count, 30, (i, j) -> (i + j) % 7 / 6f), SHAPE);
  }

  static Heading heading(String name) {
    return new Heading(name, "caption of " + name);
  }

  static Series series(String name, Double... values) {
    return Series.perEpoch(name, List.of(values));
  }

  static Matrix codes(int n) {
    return Matrix.of(n, 2, (i, j) -> (float) Math.sin(i * (j + 1.3)) * (i % 10 + 1));
  }

  static Labels tenClasses(int n, String name) {
    int[] classOf = IntStream.range(0, n).map(i -> i % 10).toArray();
    return new Labels(classOf, tenNames(name));
  }

  static List<String> tenNames(String name) {
    return IntStream.range(0, 10).mapToObj(i -> name + i).toList();
  }

  static int hash(java.awt.image.BufferedImage image) {
    int w = image.getWidth();
    return java.util.Arrays.hashCode(image.getRGB(0, 0, w, image.getHeight(), null, 0, w));
  }

  static Stream<Figure> all() {
    return Stream.of(charts("name"), sheets("name"), searches("name")).flatMap(all -> all);
  }

  static Stream<Figure> searches(String text) {
    TrialTable.Dimension dimension =
        new TrialTable.Dimension(
            text,
            List.of(
                new TrialTable.Mark(0, ""),
                new TrialTable.Mark(0.5, text),
                new TrialTable.Mark(1, text)));
    TrialTable trials =
        new TrialTable(
            List.of(dimension, dimension, dimension, dimension),
            text,
            false,
            IntStream.range(0, 9)
                .mapToObj(i -> new TrialTable.Row(places(i), i == 4 ? Double.NaN : 3 + i % 5))
                .toList());
    List<List<Double>> curves =
        List.of(List.of(3.0, 2.0), List.of(), List.of(1.0, Double.NaN, 0.5));
    return Stream.of(
        new SearchHistory(heading("history"), trials),
        new ParallelCoordinates(heading("parallel"), trials),
        new SlicePlots(heading("slices"), trials),
        new LearningCurves(heading("curves"), text, curves, 2));
  }

  private static List<Double> places(int i) {
    return List.of(i / 9.0, i % 3 / 2.0, i == 2 ? Double.NaN : 0.5, 1 - i / 9.0);
  }

  static Stream<Figure> charts(String text) {
    return Stream.of(
        new LinePlot(
            heading("line"),
            Axes.of(text, text),
            List.of(series(text, 3.0, Double.NaN, 1.0), series(text, 2.0, 4.0))),
        new LinePlot(
            heading("log"), Axes.of(text, text).withLogY(), List.of(series(text, 1e-9, 0.0, 1e9))),
        new CodeScatter(
            heading("scatter"),
            new CodeScatter.Points(codes(200), java.util.Optional.of(tenClasses(200, text))),
            Axes.of(text, text),
            new Seed(1)),
        CodeScatter.of(heading("plain"), codes(1), new Seed(1)),
        new ConfusionMatrix(
            heading("confusion"), tenNames(text), Matrix.of(10, 10, (i, j) -> i == j ? 90 : j)),
        new BarChart(
            heading("bars"),
            text,
            List.of(new BarChart.Bar(text, -0.25), new BarChart.Bar(text, Double.NaN))),
        new Histogram(heading("histogram"), codes(100), 20, text),
        new UnitColumns(heading("columns"), text, List.of(0.5, -0.2, Double.NaN, 1.0)),
        new DensitySurfaces(heading("surfaces"), cloud(text)),
        new DensityMaps(heading("maps"), cloud(text)),
        new ScatterSheet(
            heading("scatters"),
            Axes.of(text, "code 2"),
            List.of(panel(text, 100), panel(text, 2), panel(text, 50)),
            new Seed(1)));
  }

  private static ScatterSheet.Panel panel(String text, int n) {
    return new ScatterSheet.Panel(
        text, new CodeScatter.Points(codes(n), java.util.Optional.of(tenClasses(n, text))));
  }

  static CodeCloud cloud(String text) {
    int n = 300;
    Matrix three =
        Matrix.of(
            n, 3, (i, j) -> (float) (Math.sin(i * (j + 1.3)) + Math.cos((i % 10) * (j + 1)) * 2));
    return new CodeCloud(three, tenClasses(n, text), List.of(text, text, text));
  }

  static Stream<Figure> sheets(String text) {
    return Stream.of(
        new ImageGrid(
            heading("grid"),
            images(5),
            3,
            new SheetLabels(List.of(text, text), List.of(text, text, text), text, text)),
        new ReconstructionGrid(heading("pairs"), images(5), images(5), 4),
        new WeightGrid(heading("weights"), Matrix.of(4, 30, (i, j) -> j - 15f), SHAPE, 2),
        ManifoldGrid.of(
            heading("manifold"),
            new ManifoldGrid.Square(CodeValues.normalQuantiles(5), CodeValues.range(-1, 1, 4)),
            DECODER,
            SHAPE),
        TraversalGrid.of(
            heading("traversal"),
            TraversalGrid.Sweep.even(
                Matrix.of(1, 3, (i, j) -> j), List.of(0, 2), CodeValues.range(-3, 3, 5)),
            DECODER,
            SHAPE),
        InterpolationStrip.of(
            heading("strip"),
            new InterpolationStrip.Lines(codes(2), codes(2), 4, InterpolationStrip.Way.STRAIGHT),
            DECODER,
            SHAPE));
  }
}
