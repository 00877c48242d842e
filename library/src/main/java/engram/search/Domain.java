package engram.search;

import engram.base.Check;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * The values that one hyperparameter may take, each a number: of a choice the index.
 *
 * <p>Values lie on a scale from 0 to 1, on which strategies work: reals as points, whole numbers as
 * equal cells (of equal ratio on a logarithmic scale), choices as equal cells in their order.
 */
public sealed interface Domain {
  /** The value at {@code share} of the scale, from 0 to 1. */
  double at(double share);

  /** The part of the scale that belongs to {@code value}; of a real a point. */
  Cell cell(double value);

  /** {@code value} as people type it. */
  String text(double value);

  /** How many values there are, or {@link Long#MAX_VALUE}. */
  long size();

  /** A part of the scale. */
  record Cell(double from, double to) {
    /** Its middle. */
    public double middle() {
      return (from + to) / 2;
    }
  }

  /** One of some named values. */
  record Choice(List<String> values) implements Domain {
    public Choice {
      values = List.copyOf(values);
      Check.require(!values.isEmpty(), "a choice needs at least one value");
    }

    @Override
    public double at(double share) {
      return Math.min(values.size() - 1, Math.floor(share * values.size()));
    }

    @Override
    public Cell cell(double value) {
      return new Cell(value / values.size(), (value + 1) / values.size());
    }

    @Override
    public String text(double value) {
      return values.get((int) value);
    }

    @Override
    public long size() {
      return values.size();
    }
  }

  /**
   * A number from {@code low} to {@code high}, both included.
   *
   * @param log whether equal distances on the scale are equal ratios
   * @param whole whether it is a whole number
   */
  record Interval(double low, double high, boolean log, boolean whole) implements Domain {
    private static final MathContext DIGITS = new MathContext(5);

    public Interval {
      Check.require(
          low < high && Double.isFinite(low) && Double.isFinite(high),
          "from must be below to, got " + Check.number(low) + " and " + Check.number(high));
      Check.require(
          !log || low > 0, "a logarithmic range must begin above 0, got " + Check.number(low));
    }

    @Override
    public double at(double share) {
      double s = bottom() + share * (top() - bottom());
      double value = log ? Math.exp(s) : s;
      double rounded = whole ? Math.rint(value) : new BigDecimal(value).round(DIGITS).doubleValue();
      return Math.max(low, Math.min(high, rounded));
    }

    @Override
    public Cell cell(double value) {
      double half = whole ? 0.5 : 0;
      return new Cell(share(value - half), share(value + half));
    }

    private double share(double value) {
      return ((log ? Math.log(value) : value) - bottom()) / (top() - bottom());
    }

    private double bottom() {
      double edge = whole ? low - 0.5 : low;
      return log ? Math.log(edge) : edge;
    }

    private double top() {
      double edge = whole ? high + 0.5 : high;
      return log ? Math.log(edge) : edge;
    }

    @Override
    public String text(double value) {
      return Check.number(value);
    }

    @Override
    public long size() {
      return whole ? (long) (high - low) + 1 : Long.MAX_VALUE;
    }
  }
}
