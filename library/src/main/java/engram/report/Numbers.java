package engram.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers as a reader wants them. */
final class Numbers {
  private static final int DIGITS = 5;

  private Numbers() {}

  /** {@code value} to five significant digits; whole numbers in full. */
  static String show(double value) {
    return show(value, DIGITS);
  }

  /** {@code value} to two significant digits. */
  static String brief(double value) {
    return show(value, 2);
  }

  /** For example {@code 0.50}. */
  static String twoDecimals(double value) {
    return plain(BigDecimal.valueOf(value), 2);
  }

  /** {@code value} with so many decimals; none where that is negative. */
  static String plain(BigDecimal value, int decimals) {
    BigDecimal v = value.setScale(Math.max(0, decimals), RoundingMode.HALF_UP);
    return typeset(v.toPlainString());
  }

  /** Values to be compared: all with as many decimals, at most four, where their sizes allow. */
  static List<String> alike(List<Double> values) {
    boolean plain =
        values.stream().mapToDouble(Math::abs).allMatch(v -> v == 0 || !(v < 1e-3 || v >= 1e5));
    int decimals =
        values.stream().filter(Double::isFinite).mapToInt(Numbers::decimals).max().orElse(0);
    return values.stream()
        .map(v -> plain && Double.isFinite(v) ? plain(BigDecimal.valueOf(v), decimals) : show(v))
        .toList();
  }

  private static int decimals(double value) {
    BigDecimal four = BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
    return four.stripTrailingZeros().scale();
  }

  /** As {@link #scientific}, with a true minus sign. */
  static String power(BigDecimal value) {
    return typeset(scientific(value));
  }

  private static String show(double value, int digits) {
    if (!Double.isFinite(value)) {
      return typeset(Double.toString(value));
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return typeset(Long.toString((long) value));
    }
    BigDecimal v = BigDecimal.valueOf(value).round(new MathContext(digits)).stripTrailingZeros();
    double size = Math.abs(value);
    return typeset(size < 1e-4 || size >= 1e7 ? scientific(v) : v.toPlainString());
  }

  /** For example {@code 1.25e-6}. */
  private static String scientific(BigDecimal value) {
    BigDecimal v = value.stripTrailingZeros();
    String digits = v.unscaledValue().abs().toString();
    String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
    int exponent = v.precision() - v.scale() - 1;
    return (v.signum() < 0 ? "-" : "") + digits.charAt(0) + rest + "e" + exponent;
  }

  /** A number with a true minus sign. */
  private static String typeset(String number) {
    return number.replace('-', '−');
  }
}
