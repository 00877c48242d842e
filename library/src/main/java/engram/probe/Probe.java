package engram.probe;

import engram.math.Matrix;
import java.util.Optional;

/**
 * A classifier that is to be fitted to codes; a record of its hyperparameters.
 *
 * <p>The same examples give the same bits whatever the number of threads.
 */
public sealed interface Probe permits LogisticRegression, LinearSvm, RbfSvm, NearestNeighbours {
  /** This classifier, fitted on {@code threads} threads, which it also predicts with. */
  Fitted fit(Examples examples, int threads);

  /** A classifier that has been fitted. */
  interface Fitted {
    /**
     * The class of each row of {@code x}, as the examples called it.
     *
     * @throws IllegalArgumentException if {@code x} has not as many columns as the examples, or a
     *     value that is not finite
     */
    int[] predict(Matrix x);

    /**
     * The probability of each class for each row of {@code x}, in the order of {@link
     * Examples#classes}: {@code [n, classes]}; empty if this classifier has none.
     */
    default Optional<Matrix> probabilities(Matrix x) {
      return Optional.empty();
    }
  }
}
