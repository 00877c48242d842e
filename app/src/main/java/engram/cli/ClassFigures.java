package engram.cli;

import engram.analysis.Confusion;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.report.BarChart;
import engram.report.ConfusionMatrix;
import engram.report.Figure;
import engram.report.Heading;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The pictures of what a classifier reads.
 *
 * @param classes names, in the order of {@code confusion}
 */
record ClassFigures(List<String> classes, Confusion confusion) {
  /** Of the labelled images {@code data}, read with these {@code probabilities} of classes. */
  static ClassFigures of(DataSet data, List<String> classes, Matrix probabilities) {
    return new ClassFigures(classes, Confusion.of(data.labels(), probabilities));
  }

  /** True classes against classes read. */
  Figure matrix() {
    return new ConfusionMatrix(
        new Heading("confusion", "Test images by true class (rows) and class read (columns)."),
        classes,
        confusion.counts());
  }

  /** One bar per class. */
  Figure bars(Heading heading, String axis, IntToDoubleFunction value) {
    return new BarChart(
        heading,
        axis,
        IntStream.range(0, classes.size())
            .mapToObj(c -> new BarChart.Bar(classes.get(c), value.applyAsDouble(c)))
            .toList());
  }
}
