package engram.cli;

import engram.base.EngramException;
import engram.base.Json;
import java.io.PrintStream;
import java.util.List;

/** Where output goes: results to standard output, everything for people to standard error. */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final List<String> words;
  private final Interruption interruption;

  Console(PrintStream out, PrintStream err, List<String> words, Interruption interruption) {
    this.out = out;
    this.err = err;
    this.words = words;
    this.interruption = interruption;
  }

  /** The words of the command line, without the program's name. */
  List<String> words() {
    return words;
  }

  /** How the person interrupts this command. */
  Interruption interruption() {
    return interruption;
  }

  /** A line for people. */
  void say(String line) {
    err.println(line);
  }

  /** Text that replaces the current line of a terminal. */
  void overwrite(String text) {
    err.print("\r" + text + "\u001b[K");
    err.flush();
  }

  /** True if standard error is a terminal, as the launcher found it. */
  boolean interactive() {
    return "1".equals(System.getenv("ENGRAM_TTY"));
  }

  /** The result of a command: one JSON object, or the text that says the same to a person. */
  void result(boolean json, Object value, String text) {
    out.println(json ? Json.write(value) : text);
    if (out.checkError()) {
      throw new EngramException(
          EngramException.Kind.IO, "the result could not be written to standard output");
    }
  }
}
