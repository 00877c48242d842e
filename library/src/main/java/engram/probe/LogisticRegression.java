package engram.probe;

/**
 * Multinomial logistic regression.
 *
 * <pre>
 * p(c | x) = softmax(W x + b)_c
 * minimise  -1/n sum_i log p(y_i | x_i) + |W|^2 / (2 c n)
 * </pre>
 *
 * <p>The function is strictly convex in W; it is minimised by L-BFGS from 0 on.
 *
 * @param c strength of the data against the penalty of the weights; biases are free
 * @param scaling of the columns
 * @param tolerance largest derivative of the objective at the end
 * @param iterations of L-BFGS at most
 */
public record LogisticRegression(double c, Scaling scaling, double tolerance, int iterations)
    implements Probe {
  public LogisticRegression {
    new LinearClassifier.Task(Loss.SOFTMAX, c, scaling, tolerance, iterations);
  }

  /** Standardised columns, which the search needs to be short. */
  public static LogisticRegression defaults() {
    return new LogisticRegression(1, Scaling.STANDARD, 1e-4, 1000);
  }

  /** These with another {@code c} and {@code scaling}. */
  public LogisticRegression with(double otherC, Scaling otherScaling) {
    return new LogisticRegression(otherC, otherScaling, tolerance, iterations);
  }

  @Override
  public LinearClassifier fit(Examples examples, int threads) {
    return new LinearClassifier.Task(Loss.SOFTMAX, c, scaling, tolerance, iterations)
        .fit(examples, threads);
  }
}
