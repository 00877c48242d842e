package engram.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid name that a mistyped one most likely meant. */
public final class Nearest {
  private Nearest() {}

  /** The name of {@code valid} with the smallest edit distance to {@code typed}; empty if none. */
  public static Optional<String> to(String typed, Collection<String> valid) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    return valid.stream()
        .min(
            Comparator.comparingInt((String v) -> distance(wanted, v.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code "; did you mean 'x'?"}, or an empty text when there is nothing to suggest. */
  public static String hint(String typed, Collection<String> valid) {
    return to(typed, valid).map(v -> "; did you mean '" + v + "'?").orElse("");
  }

  /** {@code "no WHAT is called 'x'"}, with the nearest valid name and all of them. */
  public static String unknown(String what, String typed, Collection<String> valid) {
    return "no %s is called '%s'%s (there are: %s)"
        .formatted(what, typed, hint(typed, valid), String.join(", ", valid));
  }

  /**
   * Optimal string alignment distance: fewest insertions, deletions and substitutions of one
   * character, and swaps of two neighbours.
   */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, d);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] d) {
    int substitute = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(substitute, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
