package engram.paper;

import java.util.Locale;

/**
 * A claim of a paper held against a measurement.
 *
 * @param claim in our words
 * @param paper the paper's value; empty where it gives none
 * @param ours what was measured
 * @param criterion what must be true of it
 * @param holds whether it is
 */
public record Verdict(String claim, String paper, String ours, String criterion, boolean holds) {
  /** {@code ours} must be {@code limit} or more. */
  public static Verdict atLeast(String claim, String paper, double ours, double limit) {
    return new Verdict(claim, paper, show(ours), "at least " + show(limit), ours >= limit);
  }

  /** {@code ours} must be {@code limit} or less. */
  public static Verdict atMost(String claim, String paper, double ours, double limit) {
    return new Verdict(claim, paper, show(ours), "at most " + show(limit), ours <= limit);
  }

  /** {@code ours} must lie from {@code low} to {@code high}. */
  public static Verdict within(String claim, String paper, double ours, double low, double high) {
    return new Verdict(
        claim, paper, show(ours), show(low) + " to " + show(high), ours >= low && ours <= high);
  }

  /** {@code less}, so called, must be below {@code more}. */
  public static Verdict below(
      String claim, String paper, String nameLess, double less, String nameMore, double more) {
    return new Verdict(
        claim,
        paper,
        nameLess + " " + show(less) + ", " + nameMore + " " + show(more),
        nameLess + " below " + nameMore,
        less < more);
  }

  private static String show(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
