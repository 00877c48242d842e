package engram.train;

import engram.base.Check;
import engram.base.EngramException;
import java.math.BigDecimal;
import java.math.MathContext;

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
            + (Double.isFinite(learningRate) ? Check.number(rounded(learningRate)) : learningRate)
            + "; lower the learning rate or check the data");
  }

  /** Three digits: a schedule makes rates such as 0.9999961. */
  private static double rounded(double rate) {
    return new BigDecimal(rate).round(new MathContext(3)).doubleValue();
  }
}
