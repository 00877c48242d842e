package engram.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a command line as a POSIX shell reads them. */
final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /** {@code words} after the program's name, to be pasted: in quotes where the shell needs them. */
  static String command(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" ", "engram ", ""));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
