package engram.tensor;

import engram.base.EngramException;
import java.util.regex.Pattern;

/** A native operation failed: wrong shapes, or no memory left. One line, without the C++ trace. */
public final class TensorException extends EngramException {
  private static final long serialVersionUID = 1L;
  private static final Pattern TRACE = Pattern.compile("Exception raised from|\\s+frame #0");
  private static final Pattern EXHAUSTED =
      Pattern.compile("can't allocate memory|out of memory|bad_alloc");

  private TensorException(Kind kind, String message, Throwable cause) {
    super(kind, message, cause);
  }

  /**
   * What to throw for {@code e}: natives throw plain RuntimeExceptions, our own stay as they are.
   */
  static RuntimeException of(RuntimeException e) {
    if (e.getClass() != RuntimeException.class) {
      return e;
    }
    String first = TRACE.split(String.valueOf(e.getMessage()), 2)[0].strip();
    if (EXHAUSTED.matcher(first).find()) {
      return new TensorException(
          Kind.IO, "out of native memory (" + first + "); use a smaller batch or model", e);
    }
    return new TensorException(Kind.INTERNAL, "tensor operation failed: " + first, e);
  }
}
