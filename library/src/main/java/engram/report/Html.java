package engram.report;

/** Text made safe to stand in a page. */
final class Html {
  private static final char REPLACEMENT = '\uFFFD';

  private Html() {}

  /** {@code text} as it may stand in an element or a quoted attribute. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    switch (c) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      default -> safe.appendCodePoint(allowed(c) ? c : REPLACEMENT);
    }
  }

  private static boolean allowed(int c) {
    boolean layout = c == '\n' || c == '\t' || c == '\r';
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return layout || !(Character.isISOControl(c) || surrogate || turnsText(c));
  }

  /** Whether {@code c} would reverse or hide the text around it. */
  private static boolean turnsText(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  /** {@code <tag class="kind">text</tag>} with the text escaped; nothing where it is blank. */
  static String element(String tag, String kind, String text) {
    return text.isBlank() ? "" : element(tag, kind) + escape(text) + "</" + tag + ">\n";
  }

  private static String element(String tag, String kind) {
    return kind.isEmpty() ? "<" + tag + ">" : "<" + tag + " class=\"" + kind + "\">";
  }
}
