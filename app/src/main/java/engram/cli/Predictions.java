package engram.cli;

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
}
