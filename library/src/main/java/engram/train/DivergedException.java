package engram.train;

import engram.base.Check;
import engram.base.EngramException;

/** A loss or a weight became NaN or infinite; the weights of the last checkpoint are good. */
public final class DivergedException extends EngramException {
  private static final long serialVersionUID = 1L;

  DivergedException(String phase, long step, String what, double learningRate) {
    super(
        Kind.DIVERGED,
        "training diverged: phase '"
            + phase
            + "', step "
            + step
            + ": "
            + what
            + " at learning rate "
            + Check.number(learningRate)
            + "; lower the learning rate or check the data");
  }
}
