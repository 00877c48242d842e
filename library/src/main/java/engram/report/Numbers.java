package engram.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

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
    BigDecimal v = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    return typeset(v.toPlainString());
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
  static String scientific(BigDecimal value) {
    BigDecimal v = value.stripTrailingZeros();
    String digits = v.unscaledValue().abs().toString();
    String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
    int exponent = v.precision() - v.scale() - 1;
    return (v.signum() < 0 ? "-" : "") + digits.charAt(0) + rest + "e" + exponent;
  }

  /** A number with a true minus sign. */
  static String typeset(String number) {
    return number.replace('-', '−');
  }
}
