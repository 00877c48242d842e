package engram.cli;

import engram.analysis.Confusion;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.classifier.Cnn;
import engram.train.Evaluation;

/** What a classifier reads in images. */
final class Predictions {
  private Predictions() {}

  /** Probability of each class, one row per image. */
  static Matrix of(Cnn cnn, DataSet data) {
    return Evaluation.perImage(cnn, data, cnn::probabilities, cnn.outline().setting().classes());
  }

  /** The most probable class of row {@code i}. */
  static int best(Matrix probabilities, int i) {
    return Confusion.mostProbable(probabilities, i);
  }
}
