package engram.report;

import engram.base.Check;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers that cover a range: the scale of one axis.
 *
 * @param values ascending, at least two
 * @param labels one per value
 * @param log whether equal distances are equal ratios
 */
record Ticks(List<Double> values, List<String> labels, boolean log) {
  private static final int[] STEPS = {1, 2, 5, 10};
  private static final double SMALLEST = 1e-300;

  Ticks {
    values = List.copyOf(values);
    labels = List.copyOf(labels);
    Check.require(values.size() == labels.size() && values.size() >= 2, "an axis needs two ticks");
  }

  /** About {@code count} ticks at multiples of 1, 2 or 5 times a power of ten. */
  static Ticks linear(Range range, int count) {
    double raw = (range.high() - range.low()) / count;
    int power = (int) Math.floor(Math.log10(raw));
    for (int step : STEPS) {
      if (step * Math.pow(10, power) >= raw * (1 - 1e-9)) {
        return multiples(range, BigDecimal.valueOf(step).scaleByPowerOfTen(power));
      }
    }
    return multiples(range, BigDecimal.ONE.scaleByPowerOfTen(power + 1));
  }

  /** As {@link #linear}, but only at whole numbers. */
  static Ticks whole(Range range, int count) {
    return range.high() - range.low() < count
        ? multiples(range, BigDecimal.ONE)
        : linear(range, count);
  }

  private static Ticks multiples(Range range, BigDecimal step) {
    double size = step.doubleValue();
    long first = (long) Math.floor(range.low() / size + 1e-6);
    long last = Math.max(first + 1, (long) Math.ceil(range.high() / size - 1e-6));
    List<BigDecimal> values = new ArrayList<>();
    for (long k = first; k <= last; k++) {
      values.add(step.multiply(BigDecimal.valueOf(k)));
    }
    return of(values, false);
  }

  /** Powers of ten, with their double and fivefold where the range is short; all above 0. */
  static Ticks logarithmic(Range range) {
    double low = Math.max(SMALLEST, range.low());
    double high = Math.max(low, range.high());
    int first = (int) Math.floor(Math.log10(low) + 1e-9);
    int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
    int stride = Math.max(1, (last - first + 7) / 8);
    List<BigDecimal> values = new ArrayList<>();
    for (int power = first; power < last + stride; power += stride) {
      values.add(BigDecimal.ONE.scaleByPowerOfTen(power));
      if (last - first <= 2 && power < last) {
        values.add(BigDecimal.valueOf(2).scaleByPowerOfTen(power));
        values.add(BigDecimal.valueOf(5).scaleByPowerOfTen(power));
      }
    }
    return of(trimmed(values, low, high), true);
  }

  private static List<BigDecimal> trimmed(List<BigDecimal> values, double low, double high) {
    int from = 0;
    int to = values.size();
    while (to - from > 2 && values.get(from + 1).doubleValue() <= low) {
      from++;
    }
    while (to - from > 2 && values.get(to - 2).doubleValue() >= high) {
      to--;
    }
    return values.subList(from, to);
  }

  private static Ticks of(List<BigDecimal> values, boolean log) {
    int decimals = values.stream().mapToInt(v -> v.stripTrailingZeros().scale()).max().orElse(0);
    boolean plain = !log && decimals <= 5 && values.stream().allMatch(Ticks::isShort);
    return new Ticks(
        values.stream().map(BigDecimal::doubleValue).toList(),
        values.stream()
            .map(v -> plain && v.signum() != 0 ? Numbers.plain(v, decimals) : label(v))
            .toList(),
        log);
  }

  private static String label(BigDecimal v) {
    boolean readable = v.signum() == 0 || (v.abs().doubleValue() >= 1e-4 && isShort(v));
    return readable ? Numbers.plain(v, v.stripTrailingZeros().scale()) : Numbers.power(v);
  }

  private static boolean isShort(BigDecimal v) {
    return v.abs().doubleValue() < 1e6;
  }

  double low() {
    return values.get(0);
  }

  double high() {
    return values.get(values.size() - 1);
  }

  Range range() {
    return new Range(low(), high());
  }

  /** Where {@code value} lies: 0 at the first tick, 1 at the last. */
  double share(double value) {
    return log
        ? (Math.log(value) - Math.log(low())) / (Math.log(high()) - Math.log(low()))
        : (value - low()) / (high() - low());
  }

  /** Width of the widest label, in units. */
  double widest() {
    return labels.stream().mapToDouble(Style.TICK::width).max().orElse(0);
  }
}
