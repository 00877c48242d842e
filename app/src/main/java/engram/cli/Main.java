package engram.cli;

import engram.base.EngramException;
import engram.base.Nearest;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry of the command line: parses, runs, and turns every failure into one line and a code. */
public final class Main {
  /** The version of Engram. */
  public static final String VERSION = "0.1.0";

  /** Changes of a character by which an option may be mistyped. */
  private static final int A_SLIP = 2;

  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      System.out.println("engram " + VERSION);
      return;
    }
    System.exit(run(args, System.out, System.err));
  }

  /** Runs the command line {@code args} and returns its exit code. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    boolean debug = Arrays.asList(args).contains("--debug");
    try (Interruption interruption = new Interruption()) {
      Console console = new Console(out, err, List.of(args), interruption);
      try {
        return interruption.over(line(console, out, err, debug).execute(args));
      } catch (Error e) {
        return interruption.over(fail(err, debug, e));
      }
    }
  }

  private static CommandLine line(
      Console console, PrintStream out, PrintStream err, boolean debug) {
    CommandLine line = new CommandLine(new Root(), new CommandFactory(console));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, a) -> fail(err, debug, EngramException.usage(usage(e))));
    line.setExecutionExceptionHandler((e, l, r) -> fail(err, debug, e));
    return line;
  }

  private static String usage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = String.valueOf(e.getMessage()).replace("option option", "option");
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      message =
          (word.startsWith("-") ? "unknown option '" : "unexpected argument '")
              + word
              + "'"
              + hint(e.getCommandLine(), word);
    }
    return message + "; see '" + command + " --help'";
  }

  private static String hint(CommandLine line, String word) {
    String typed = word.replaceFirst("=.*", "");
    List<String> known = candidates(line, word);
    boolean near =
        Nearest.to(typed, known).filter(k -> Nearest.distance(typed, k) <= A_SLIP).isPresent();
    return near || !word.startsWith("--") || line.getCommandSpec().findOption("--set") == null
        ? Nearest.hint(typed, known)
        : "; a hyperparameter is set with --set NAME=VALUE";
  }

  private static List<String> candidates(CommandLine line, String word) {
    return word.startsWith("-")
        ? line.getCommandSpec().options().stream().map(o -> o.longestName()).toList()
        : List.copyOf(line.getSubcommands().keySet());
  }

  private static int fail(PrintStream err, boolean debug, Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable e = failure instanceof ExceptionInInitializerError && cause != null ? cause : failure;
    if (debug) {
      e.printStackTrace(err);
    }
    if (e instanceof EngramException known) {
      int code = known.kind().exitCode();
      err.println("engram: error: " + known.getMessage() + " [" + code + "]");
      return code;
    }
    if (e instanceof IllegalArgumentException) {
      err.println("engram: error: " + oneLine(e) + " [" + ExitCode.USAGE + "]");
      return ExitCode.USAGE;
    }
    int code = EngramException.Kind.INTERNAL.exitCode();
    err.println(
        "engram: error: internal error: " + oneLine(e) + "; run again with --debug [" + code + "]");
    return code;
  }

  private static String oneLine(Throwable e) {
    String message = e.getMessage();
    return (message == null || e instanceof Error ? e.toString() : message)
        .replaceAll("\\s*\\R\\s*", " ");
  }
}
