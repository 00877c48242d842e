package engram.probe;

/**
 * Linear support vector machine: one class against the rest, squared hinge loss (the L2-loss of Fan
 * et al. 2008, LIBLINEAR).
 *
 * <pre>
 * score_c(x) = w_c x + b_c,   t_ic = 1 if y_i = c, else -1
 * minimise  1/n sum_i sum_c max(0, 1 - t_ic score_c(x_i))^2 + |W|^2 / (2 c n)
 * </pre>
 *
 * <p>The function is convex with a continuous gradient; it is minimised by L-BFGS from 0 on.
 *
 * @param c strength of the data against the penalty of the weights; biases are free
 * @param scaling of the columns
 * @param tolerance largest derivative of the objective at the end
 * @param iterations of L-BFGS at most
 */
public record LinearSvm(double c, Scaling scaling, double tolerance, int iterations)
    implements Probe {
  public LinearSvm {
    new LinearClassifier.Task(Loss.SQUARED_HINGE, c, scaling, tolerance, iterations);
  }

  /** Standardised columns, which the search needs to be short. */
  public static LinearSvm defaults() {
    return new LinearSvm(1, Scaling.STANDARD, 1e-4, 1000);
  }

  /** These with another {@code c} and {@code scaling}. */
  public LinearSvm with(double otherC, Scaling otherScaling) {
    return new LinearSvm(otherC, otherScaling, tolerance, iterations);
  }

  @Override
  public LinearClassifier fit(Examples examples, int threads) {
    return new LinearClassifier.Task(Loss.SQUARED_HINGE, c, scaling, tolerance, iterations)
        .fit(examples, threads);
  }
}
