package engram.cli;

import engram.data.DataSet;
import engram.data.Labels;
import engram.math.Matrix;
import engram.math.Moments;
import engram.report.CodeCloud;
import engram.report.CodeScatter;
import engram.report.CodeValues;
import engram.report.DensityMaps;
import engram.report.DensitySurfaces;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.Histogram;
import engram.report.ManifoldGrid;
import engram.report.TraversalGrid;
import engram.report.UnitColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The pictures of a model's codes. */
final class CodeFigures {
  private static final int MANIFOLD = 20;
  private static final int DRAWN = 2000;
  private static final int MOST_SWEPT = 20;
  private static final int MOST_ACTIVATIONS = 400;
  private static final int MOST_CLASSES = 20;
  private static final int BINS = 60;

  private final Subject subject;
  private final Matrix codes;
  private final Optional<Labels> labels;

  /**
   * The pictures of {@code codes}, which are those of the first images of the subject, or drawn
   * from the prior if its model does not encode.
   */
  CodeFigures(Subject subject, Matrix codes) {
    this.subject = subject;
    this.codes = codes;
    labels = subject.model().encodes() ? labels(subject.data(), codes.rows()) : Optional.empty();
  }

  /** The classes of the first {@code n} images, if there are any. */
  static Optional<Labels> labels(DataSet data, int n) {
    return data.hasLabels()
        ? Optional.of(
            new Labels(IntStream.range(0, n).map(data::label).toArray(), data.classNames()))
        : Optional.empty();
  }

  /** Everything that codes of this kind have a picture for. */
  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    boolean decodes = subject.model().decodes();
    if (codes.columns() == 2 && subject.model().encodes()) {
      figures.add(scatter());
    }
    if (codes.columns() == 2 && decodes) {
      figures.add(manifold());
    }
    if (codes.columns() <= MOST_SWEPT && decodes) {
      figures.add(traversal());
    }
    if (codes.columns() >= 3) {
      labels
          .filter(l -> l.names().size() <= MOST_CLASSES)
          .map(this::density)
          .ifPresent(figures::addAll);
    }
    if (codes.columns() <= MOST_ACTIVATIONS && subject.model().encodes()) {
      figures.addAll(activations());
    }
    return figures;
  }

  private Figure scatter() {
    Heading heading = new Heading("codes", "Two-dimensional codes of test images.");
    return labels
        .map(l -> CodeScatter.of(heading, codes, l, subject.seed()))
        .orElseGet(() -> CodeScatter.of(heading, codes, subject.seed()));
  }

  private Figure manifold() {
    OptionalDouble deviation = subject.priorDeviation();
    if (deviation.isPresent()) {
      List<Double> quantiles = CodeValues.normalQuantiles(MANIFOLD, deviation.getAsDouble());
      return manifold(
          "Images decoded at quantiles of the normal prior.", List.of(quantiles, quantiles));
    }
    boolean prior = subject.hasPrior();
    Matrix spread = prior ? subject.drawn(DRAWN) : codes;
    return manifold(
        "Images decoded over the range of the %s, 2nd to 98th percentile."
            .formatted(prior ? "prior" : "codes"),
        CodeValues.quantileRanges(spread, List.of(0, 1), 0.02, MANIFOLD));
  }

  private Figure manifold(String caption, List<List<Double>> axes) {
    return ManifoldGrid.of(
        new Heading("manifold", caption),
        new ManifoldGrid.Square(axes.get(0), axes.get(1)),
        subject.decoder(),
        subject.data().shape());
  }

  private Figure traversal() {
    float[] median = new float[codes.columns()];
    for (int j = 0; j < median.length; j++) {
      float[] sorted = sorted(j);
      median[j] = sorted[sorted.length / 2];
    }
    List<Integer> units = IntStream.range(0, median.length).boxed().toList();
    TraversalGrid.Sweep sweep =
        new TraversalGrid.Sweep(
            Matrix.wrap(1, median.length, median),
            units,
            CodeValues.quantileRanges(codes, units, 0.05, 11));
    return TraversalGrid.of(
        new Heading(
            "traversal",
            "One unit of the code at a time from its 5th to its 95th percentile, the others at their"
                + " median."),
        sweep,
        subject.decoder(),
        subject.data().shape());
  }

  /** Density over the two units that vary most, with the third as colour. */
  private List<Figure> density(Labels classes) {
    CodeCloud cloud = cloud(classes);
    return List.of(
        new DensitySurfaces(
            new Heading(
                "density",
                "How densely the codes of each class lie over the two units that vary most; the"
                    + " colour is the mean of the unit that varies third most."),
            cloud),
        new DensityMaps(
            new Heading(
                "density-maps",
                "The same densities from above; darkness grows with the square root of density."),
            cloud));
  }

  /** The codes along the three units that vary most. */
  private CodeCloud cloud(Labels classes) {
    double[] variances = Moments.variances(codes);
    List<Integer> units =
        IntStream.range(0, variances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -variances[j]))
            .limit(3)
            .toList();
    return new CodeCloud(
        Matrix.of(codes.rows(), 3, (i, j) -> codes.get(i, units.get(j))),
        classes,
        units.stream().map(j -> "code " + (j + 1)).toList());
  }

  private List<Figure> activations() {
    List<Double> means =
        IntStream.range(0, codes.columns()).mapToObj(j -> Moments.mean(codes.column(j))).toList();
    return List.of(
        new Histogram(
            new Heading("unit-activations", "Values of all code units over test images."),
            codes,
            BINS,
            "activation of a code unit"),
        new UnitColumns(
            new Heading("unit-means", "Mean value of each code unit over test images."),
            "mean activation",
            means));
  }

  private float[] sorted(int column) {
    float[] values = codes.column(column);
    java.util.Arrays.sort(values);
    return values;
  }
}
