package engram.cli;

import engram.base.EngramException.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Turns Ctrl-C and SIGTERM, once armed, into a request to stop, and holds the process until the
 * command is over, checkpoint and last line written; then ends it with the command's code.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile int code = Kind.INTERRUPTED.exitCode();
  private boolean armed;
  private final Thread hook = new Thread(this::interrupted, "interruption");

  /** From now on an interruption is a request; before, it ends the process at once. */
  void arm() {
    if (!armed) {
      Runtime.getRuntime().addShutdownHook(hook);
      armed = true;
    }
  }

  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  /** The command has come to {@code itsCode}, which is given back. */
  int over(int itsCode) {
    code = itsCode;
    return itsCode;
  }

  private void interrupted() {
    requested = true;
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code);
  }

  /** The command is over; a process that was asked to end now does. */
  @Override
  public void close() {
    if (!armed || requested) {
      finished.countDown();
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      finished.countDown();
    }
  }
}
