package engram.cli;

import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Model;
import engram.model.classifier.Cnn;
import engram.model.coding.SparseCoding;
import engram.report.Figure;
import java.util.ArrayList;
import java.util.List;

/** The pictures of one trained model on one data set. */
final class RunFigures {
  private static final int MOST_POINTS = 10_000;

  private RunFigures() {}

  /** Everything this model and this data have a picture for. */
  static List<Figure> of(Subject subject) {
    Model model = subject.model();
    ImageFigures images = new ImageFigures(subject);
    List<Figure> figures = new ArrayList<>(images.all());
    if (model.encodes() || subject.hasPrior()) {
      Matrix codes = subject.codes(Math.min(MOST_POINTS, subject.data().size()));
      if (model.decodes()) {
        figures.add(images.samples(codes));
      }
      figures.addAll(new CodeFigures(subject, codes).all());
    }
    if (model instanceof Cnn cnn) {
      figures.addAll(ClassifierFigures.of(cnn, subject.data()));
    }
    figures.addAll(
        model instanceof SparseCoding coding
            ? DictionaryFigures.of(subject, coding)
            : WeightFigures.of(model, subject.data().shape()));
    return figures;
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
}
