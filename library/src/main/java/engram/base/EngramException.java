package engram.base;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * A failure that the person at the keyboard can act on: one line that names the thing, the value,
 * what is allowed and what to do, and the exit code of the command line.
 */
public class EngramException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as a process exit code (sysexits.h where one fits). */
  public enum Kind {
    CHECK_FAILED(1),
    USAGE(2),
    DIVERGED(3),
    BAD_DATA(65),
    NOT_FOUND(66),
    INTERNAL(70),
    CANNOT_CREATE(73),
    IO(74),
    BUSY(75),
    BAD_CONFIG(78),
    INTERRUPTED(130);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of the command line, 1 to 130. */
    public int exitCode() {
      return exitCode;
    }

    /** The kind that ends a process with {@code code}; {@link #INTERNAL} if none does. */
    public static Kind ofExitCode(int code) {
      return Arrays.stream(values())
          .filter(kind -> kind.exitCode == code)
          .findFirst()
          .orElse(INTERNAL);
    }
  }

  private final Kind kind;

  public EngramException(Kind kind, String message) {
    super(oneLine(message));
    this.kind = kind;
  }

  public EngramException(Kind kind, String message, Throwable cause) {
    super(oneLine(message), cause);
    this.kind = kind;
  }

  /** The reason this failed. */
  public Kind kind() {
    return kind;
  }

  /** Bad data in {@code file} at byte {@code offset}: {@code what}. */
  public static EngramException badData(Path file, long offset, String what) {
    return new EngramException(Kind.BAD_DATA, file + ": byte " + offset + ": " + what);
  }

  /** Bad data in {@code file} as a whole: {@code what}. */
  public static EngramException badData(Path file, String what) {
    return new EngramException(Kind.BAD_DATA, file + ": " + what);
  }

  /** Input {@code file} is not there or is not what it should be: {@code what}. */
  public static EngramException notFound(Path file, String what) {
    return new EngramException(Kind.NOT_FOUND, file + ": " + what);
  }

  /** Reading or writing {@code file} failed with {@code cause}. */
  public static EngramException io(Path file, Exception cause) {
    return new EngramException(Kind.IO, file + ": " + describe(cause), cause);
  }

  /** The command line was used wrongly: {@code what}. */
  public static EngramException usage(String what) {
    return new EngramException(Kind.USAGE, what);
  }

  private static String describe(Exception e) {
    String name = e.getClass().getSimpleName();
    String message = e.getMessage();
    return message == null ? name : name + ": " + message;
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
