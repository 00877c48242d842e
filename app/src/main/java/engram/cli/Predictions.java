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

  /** The most probable class of row {@code i}. */
  static int best(Matrix probabilities, int i) {
    int best = 0;
    for (int c = 1; c < probabilities.columns(); c++) {
      best = probabilities.get(i, c) > probabilities.get(i, best) ? c : best;
    }
    return best;
  }
}
