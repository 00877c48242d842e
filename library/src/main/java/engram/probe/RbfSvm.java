package engram.probe;

import engram.base.Check;

/**
 * Support vector machine with radial basis functions, one class against one, by LIBSVM (Chang and
 * Lin 2011).
 *
 * <pre>
 * K(x, x') = exp(-gamma |x - x'|^2)
 * maximise   sum_i a_i - 1/2 sum_ij a_i a_j t_i t_j K(x_i, x_j),   0 &lt;= a_i &lt;= c,  sum_i a_i t_i = 0
 * </pre>
 *
 * <p>The class is the one that wins most pairs; of equals the first.
 *
 * @param c strength of the data against the width of the margin
 * @param gamma inverse square of the reach of an example, in the units of the scaled codes
 * @param scaling of the columns
 */
public record RbfSvm(double c, double gamma, Scaling scaling) implements Probe {
  public RbfSvm {
    Check.within("c", c, 1e-8, 1e8);
    Check.within("gamma", gamma, 1e-12, 1e12);
  }

  /**
   * The inverse of the mean squared distance of a row from their mean: what gamma is of the order
   * of, whatever the unit and the number of columns; 1 if all rows are equal.
   */
  public static double usualGamma(Examples examples, Scaling scaling) {
    Standardiser standardiser = Standardiser.fit(examples.codes());
    double spread = 0;
    for (int j = 0; j < standardiser.columns(); j++) {
      double deviation = standardiser.deviation(j);
      spread += scaling == Scaling.NONE ? deviation * deviation : Math.signum(deviation);
    }
    return spread == 0 ? 1 : 1 / spread;
  }

  @Override
  public Fitted fit(Examples examples, int threads) {
    return RbfClassifier.fit(this, examples, threads);
  }
}
