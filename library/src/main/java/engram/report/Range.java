package engram.report;

import java.util.stream.DoubleStream;

/** A closed interval of finite numbers, never empty and wide enough to be divided. */
record Range(double low, double high) {
  private static final double LARGEST = 1e300;
  private static final double SMALLEST = 1e-300;
  private static final double NARROWEST = 1e-9;

  Range {
    double middle = (low + high) / 2;
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (high - low <= Math.max(SMALLEST, size * NARROWEST)) {
      double half = size <= SMALLEST ? 0.5 : size * 0.1;
      low = middle - half;
      high = middle + half;
    }
  }

  /** The range of the finite values; [0, 1] where there are none. */
  static Range of(DoubleStream values) {
    var finite =
        values
            .filter(Double::isFinite)
            .map(v -> Math.max(-LARGEST, Math.min(LARGEST, v)))
            .summaryStatistics();
    return finite.getCount() == 0 ? new Range(0, 1) : new Range(finite.getMin(), finite.getMax());
  }

  /** This range, made wide enough to hold {@code value}. */
  Range with(double value) {
    return new Range(Math.min(low, value), Math.max(high, value));
  }
}
