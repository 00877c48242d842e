package engram.cli;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Labels;
import engram.math.Matrix;
import engram.model.Model;
import engram.model.classifier.Cnn;
import engram.report.Axes;
import engram.report.BarChart;
import engram.report.CodeScatter;
import engram.report.CodeValues;
import engram.report.ConfusionMatrix;
import engram.report.Decoder;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.Images;
import engram.report.LinePlot;
import engram.report.ManifoldGrid;
import engram.report.ReconstructionGrid;
import engram.report.Series;
import engram.report.TraversalGrid;
import engram.report.WeightGrid;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The pictures of one trained model on one data set. */
final class RunFigures {
  private static final int PAIRS = 20;
  private static final int SAMPLES = 60;
  private static final int MANIFOLD = 20;
  private static final int MOST_UNITS = 20;
  private static final int MOST_POINTS = 10_000;

  private final Model model;
  private final DataSet data;
  private final Seed seed;

  RunFigures(Model model, DataSet data, Seed seed) {
    this.model = model;
    this.data = data;
    this.seed = seed.child("figures");
  }

  /** Loss curves, over steps and, after several epochs, over epochs. */
  static List<Figure> losses(LossLog log, String objective) {
    List<Figure> figures = new ArrayList<>();
    if (log.steps().points().size() > 1) {
      figures.add(
          new LinePlot(
              new Heading("loss-steps", "Training loss over steps, averaged in short stretches."),
              Axes.of("step", "loss"),
              List.of(log.steps())));
    }
    List<Series> series =
        log.epochs().entrySet().stream()
            .filter(e -> e.getKey().endsWith(objective) || e.getKey().endsWith(".total"))
            .filter(e -> e.getValue().size() > 1)
            .map(e -> new Series(e.getKey(), e.getValue()))
            .toList();
    if (!series.isEmpty()) {
      figures.add(
          new LinePlot(
              new Heading("loss-epochs", "Loss over epochs, training and validation."),
              Axes.of("epoch", objective),
              series));
    }
    return figures;
  }

  /** Everything this model and this data have a picture for. */
  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    DataSet some = data.first(MOST_POINTS);
    if (model.decodes()) {
      Matrix codes = Evaluation.encode(model, some);
      figures.add(reconstructions());
      figures.add(samples(codes));
      if (codes.columns() == 2) {
        figures.add(scatter(codes, some));
        figures.add(manifold(codes));
      }
      if (codes.columns() <= MOST_UNITS) {
        figures.add(traversal(codes));
      }
    }
    if (model instanceof Cnn cnn) {
      figures.addAll(confusion(cnn));
    }
    firstLayer().ifPresent(figures::add);
    return figures;
  }

  private Figure reconstructions() {
    DataSet shown = data.first(PAIRS);
    Matrix outputs = Evaluation.reconstruct(model, shown);
    return new ReconstructionGrid(
        new Heading("reconstructions", "Test images, and below each what the model makes of it."),
        new Images(pixels(shown), data.shape()),
        new Images(outputs, data.shape()),
        10);
  }

  /** The stored images of {@code shown}, one row each. */
  static Matrix pixels(DataSet shown) {
    int values = shown.shape().values();
    float[] all = new float[shown.size() * values];
    for (int i = 0; i < shown.size(); i++) {
      System.arraycopy(shown.image(i), 0, all, i * values, values);
    }
    return Matrix.wrap(shown.size(), values, all);
  }

  private Figure samples(Matrix codes) {
    String from =
        hasPrior()
            ? "codes drawn from the model's prior."
            : "codes drawn from a Gaussian fitted to the codes of the data.";
    Matrix z = CodeSampler.draw(model, () -> codes, SAMPLES, seed);
    return ImageGrid.of(
        new Heading("samples", "Images decoded from " + from),
        new Images(Evaluation.decode(model, z), data.shape()),
        12);
  }

  private Figure scatter(Matrix codes, DataSet some) {
    Heading heading = new Heading("codes", "Two-dimensional codes of test images.");
    if (!some.hasLabels()) {
      return CodeScatter.of(heading, codes, seed);
    }
    int[] classes = IntStream.range(0, some.size()).map(some::label).toArray();
    return CodeScatter.of(heading, codes, new Labels(classes, some.classNames()), seed);
  }

  private Figure manifold(Matrix codes) {
    boolean normal = hasPrior();
    List<Double> x = normal ? CodeValues.normalQuantiles(MANIFOLD) : spread(codes, 0, MANIFOLD);
    List<Double> y = normal ? CodeValues.normalQuantiles(MANIFOLD) : spread(codes, 1, MANIFOLD);
    return ManifoldGrid.of(
        new Heading(
            "manifold",
            normal
                ? "Images decoded at quantiles of the standard normal prior."
                : "Images decoded over the range of the codes, 2nd to 98th percentile."),
        new ManifoldGrid.Square(x, y),
        decoder(),
        data.shape());
  }

  private Figure traversal(Matrix codes) {
    float[] mean = new float[codes.columns()];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < mean.length; j++) {
      float[] sorted = sorted(codes, j);
      mean[j] = sorted[sorted.length / 2];
      low = Math.min(low, quantile(sorted, 0.05));
      high = Math.max(high, quantile(sorted, 0.95));
    }
    TraversalGrid.Sweep sweep =
        new TraversalGrid.Sweep(
            Matrix.wrap(1, mean.length, mean),
            IntStream.range(0, mean.length).boxed().toList(),
            CodeValues.range(low, high, 11));
    return TraversalGrid.of(
        new Heading(
            "traversal",
            "One unit of the code at a time from low to high, the others at their median."),
        sweep,
        decoder(),
        data.shape());
  }

  private List<Figure> confusion(Cnn cnn) {
    int n = data.classNames().size();
    float[] counts = new float[n * n];
    int[] right = new int[n];
    int[] all = new int[n];
    Matrix p = Predictions.of(cnn, data);
    for (int i = 0; i < data.size(); i++) {
      int truth = data.label(i);
      int read = Predictions.best(p, i);
      counts[truth * n + read]++;
      all[truth]++;
      right[truth] += truth == read ? 1 : 0;
    }
    List<BarChart.Bar> bars =
        IntStream.range(0, n)
            .mapToObj(c -> new BarChart.Bar(data.classNames().get(c), right[c] / (double) all[c]))
            .toList();
    return List.of(
        new ConfusionMatrix(
            new Heading("confusion", "Test images by true class (rows) and class read (columns)."),
            data.classNames(),
            Matrix.wrap(n, n, counts)),
        new BarChart(new Heading("class-accuracy", "Accuracy on each class."), "accuracy", bars));
  }

  private Optional<Figure> firstLayer() {
    for (Map.Entry<String, Tensor> e : model.parameters().byName().entrySet()) {
      if (e.getValue().dimensions() == 2 && e.getValue().size(1) == data.shape().values()) {
        return Optional.of(weights(e.getKey(), e.getValue()));
      }
    }
    return Optional.empty();
  }

  private Figure weights(String name, Tensor w) {
    try (Scope s = Scope.withoutGradients()) {
      int units = (int) Math.min(60, w.size(0));
      Matrix rows = Matrix.wrap(units, data.shape().values(), Host.floats(w.narrow(0, 0, units)));
      return new WeightGrid(
          new Heading("weights", "Weights of the first " + units + " units of " + name + "."),
          rows,
          data.shape(),
          12);
    }
  }

  private boolean hasPrior() {
    try (Scope s = Scope.withoutGradients()) {
      return model.prior(1).isPresent();
    }
  }

  private Decoder decoder() {
    return z -> Evaluation.decode(model, z);
  }

  private static List<Double> spread(Matrix codes, int column, int count) {
    float[] sorted = sorted(codes, column);
    return CodeValues.range(quantile(sorted, 0.02), quantile(sorted, 0.98), count);
  }

  private static float[] sorted(Matrix codes, int column) {
    float[] values = codes.column(column);
    java.util.Arrays.sort(values);
    return values;
  }

  private static double quantile(float[] sorted, double q) {
    return sorted[(int) Math.round(q * (sorted.length - 1))];
  }
}
