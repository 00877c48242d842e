package engram.cli;

import engram.data.DataSet;
import engram.model.classifier.Cnn;
import engram.report.Figure;
import engram.report.Heading;
import java.util.List;

/** The pictures of how well a classifier reads. */
final class ClassifierFigures {
  private ClassifierFigures() {}

  /** The confusion matrix and the accuracy on each class. */
  static List<Figure> of(Cnn cnn, DataSet data) {
    ClassFigures figures = ClassFigures.of(data, data.classNames(), Predictions.of(cnn, data));
    return List.of(
        figures.matrix(),
        figures.bars(
            new Heading("class-accuracy", "Accuracy on each class."),
            "accuracy",
            figures.confusion()::recall));
  }
}
