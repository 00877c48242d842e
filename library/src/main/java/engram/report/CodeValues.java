package engram.report;

import engram.base.Check;
import java.util.List;
import java.util.stream.IntStream;

/** Where to look at a code space, along one axis. */
public final class CodeValues {
  private static final double WIDE = 9;
  private static final int HALVINGS = 60;

  private CodeValues() {}

  /**
   * The {@code count} quantiles (i + 1/2) / count of the standard normal distribution: equally
   * likely under the prior of a variational autoencoder (Kingma and Welling 2014, figure 4).
   */
  public static List<Double> normalQuantiles(int count) {
    Check.atLeast("count", count, 1);
    return IntStream.range(0, count).mapToObj(i -> quantile((i + 0.5) / count)).toList();
  }

  /** {@code count} values from {@code low} to {@code high}, equally far apart. */
  public static List<Double> range(double low, double high, int count) {
    Check.atLeast("count", count, 2);
    Check.require(
        Double.isFinite(low) && Double.isFinite(high) && low < high,
        "a range must go upwards between finite ends, got [" + low + ", " + high + "]");
    return IntStream.range(0, count).mapToObj(i -> low + (high - low) * i / (count - 1)).toList();
  }

  /** Labels of {@code values}: two decimals, or more digits where they are small or large. */
  static List<String> labels(List<Double> values) {
    double size = values.stream().mapToDouble(Math::abs).max().orElse(0);
    boolean plain = size >= 0.1 && size < 1000;
    return values.stream().map(v -> plain ? Numbers.twoDecimals(v) : Numbers.show(v)).toList();
  }

  private static double quantile(double p) {
    double low = -WIDE;
    double high = WIDE;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The standard normal distribution function by its series (Marsaglia 2004). */
  private static double cumulative(double z) {
    double term = z;
    double sum = z;
    for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
