package engram.report;

import engram.base.Check;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.Collections;
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
    return normalQuantiles(count, 1);
  }

  /** The same of a normal distribution of mean 0 and standard deviation {@code deviation}. */
  public static List<Double> normalQuantiles(int count, double deviation) {
    Check.atLeast("count", count, 1);
    return IntStream.range(0, count)
        .mapToObj(i -> deviation * quantile((i + 0.5) / count))
        .toList();
  }

  /** {@code count} values from {@code low} to {@code high}, equally far apart. */
  public static List<Double> range(double low, double high, int count) {
    Check.atLeast("count", count, 2);
    Check.require(
        Double.isFinite(low) && Double.isFinite(high) && low < high,
        "a range must go upwards between finite ends, got [" + low + ", " + high + "]");
    return IntStream.range(0, count).mapToObj(i -> low + (high - low) * i / (count - 1)).toList();
  }

  /**
   * For each of {@code units} {@code count} values, equally far apart, from its {@code q} quantile
   * over {@code codes} to its {@code 1 - q} quantile; all the same where these are.
   */
  public static List<List<Double>> quantileRanges(
      Matrix codes, List<Integer> units, double q, int count) {
    Check.within("quantile", q, 0, 0.5);
    return units.stream().map(unit -> quantileRange(codes.column(unit), q, count)).toList();
  }

  private static List<Double> quantileRange(float[] values, double q, int count) {
    Arrays.sort(values);
    double low = values[(int) Math.round(q * (values.length - 1))];
    double high = values[(int) Math.round((1 - q) * (values.length - 1))];
    return low < high ? range(low, high, count) : Collections.nCopies(count, low);
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
