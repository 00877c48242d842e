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

  /** Levenshtein distance: fewest insertions, deletions and substitutions of one character. */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
