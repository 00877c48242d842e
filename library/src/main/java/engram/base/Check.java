package engram.base;

import java.util.Collection;

/** Argument checks whose message names the argument, the allowed range and the value given. */
public final class Check {
  private Check() {}

  /** Returns {@code value} if it is at least {@code low}. */
  public static long atLeast(String name, long value, long low) {
    require(value >= low, name + " must be at least " + low + ", got " + value);
    return value;
  }

  /** Returns {@code value} if it is at least {@code low}. */
  public static int atLeast(String name, int value, int low) {
    require(value >= low, name + " must be at least " + low + ", got " + value);
    return value;
  }

  /** Returns {@code value} if {@code low <= value <= high}; NaN is refused. */
  public static double within(String name, double value, double low, double high) {
    require(
        value >= low && value <= high,
        name + " must be in [" + number(low) + ", " + number(high) + "], got " + number(value));
    return value;
  }

  /** Returns {@code value} if it is one of {@code allowed}. */
  public static <T> T oneOf(String name, T value, Collection<T> allowed) {
    require(allowed.contains(value), name + " must be one of " + allowed + ", got " + value);
    return value;
  }

  /** Throws {@link IllegalArgumentException} with {@code message} unless {@code condition}. */
  public static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** A number as a person writes it: {@code 3}, {@code 0.25}, {@code 1e-8}. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value).replace(".0E", "e").replace("E", "e");
  }
}
