package engram.tensor;

import engram.base.EngramException;

/** A native operation failed: wrong shapes, or no memory left. One line, without the C++ trace. */
public final class TensorException extends EngramException {
  private static final long serialVersionUID = 1L;

  private TensorException(Kind kind, String message, Throwable cause) {
    super(kind, message, cause);
  }

  static TensorException of(RuntimeException e) {
    String text = String.valueOf(e.getMessage());
    int trace = text.indexOf("Exception raised from");
    String first = (trace < 0 ? text : text.substring(0, trace)).strip();
    if (first.contains("can't allocate memory")) {
      return new TensorException(
          Kind.IO, "out of native memory (" + first + "); use a smaller batch or model", e);
    }
    return new TensorException(Kind.INTERNAL, "tensor operation failed: " + first, e);
  }
}
