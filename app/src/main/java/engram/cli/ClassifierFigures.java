package engram.cli;

import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.classifier.Cnn;
import engram.report.BarChart;
import engram.report.ConfusionMatrix;
import engram.report.Figure;
import engram.report.Heading;
import java.util.List;
import java.util.stream.IntStream;

/** The pictures of how well a classifier reads. */
final class ClassifierFigures {
  private ClassifierFigures() {}

  /** The confusion matrix and the accuracy on each class. */
  static List<Figure> of(Cnn cnn, DataSet data) {
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
}
