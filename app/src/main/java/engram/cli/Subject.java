package engram.cli;

import engram.base.Seed;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Model;
import engram.report.Decoder;
import engram.report.Images;
import engram.tensor.Engine;
import engram.tensor.Scope;
import engram.train.Evaluation;
import java.util.OptionalDouble;

/**
 * A trained model and the images that its pictures show.
 *
 * @param seed of all that is drawn at random for the pictures
 */
record Subject(Model model, DataSet data, Seed seed) {
  /** True if images go in and come out. */
  boolean reconstructs() {
    return model.encodes() && model.decodes();
  }

  boolean hasPrior() {
    try (Scope s = Scope.withoutGradients()) {
      return model.prior(1).isPresent();
    }
  }

  /** The standard deviation of the prior where it is N(0, s^2 I). */
  OptionalDouble priorDeviation() {
    try (Scope s = Scope.withoutGradients()) {
      return model.priorDeviation();
    }
  }

  /** {@code n} codes drawn from the prior. */
  Matrix drawn(int n) {
    return CodeSampler.draw(model, () -> Matrix.wrap(0, 0, new float[0]), n, seed);
  }

  /** Codes of the first {@code most} images, or as many from the prior if it does not encode. */
  Matrix codes(int most) {
    if (!model.encodes()) {
      return drawn(most);
    }
    Engine.seed(seed.child("codes"));
    return Evaluation.encode(model, data.first(most));
  }

  Decoder decoder() {
    return z -> Evaluation.decode(model, z);
  }

  /** {@code values}, one image per row, as pictures. */
  Images images(Matrix values) {
    return new Images(values, data.shape());
  }
}
