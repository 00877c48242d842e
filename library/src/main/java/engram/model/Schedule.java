package engram.model;

import java.util.function.DoubleUnaryOperator;

/** How the learning rate changes over a training, as a share of the base rate. */
public enum Schedule {
  /** The base rate throughout. */
  CONSTANT(t -> 1),
  /** Straight down to zero. */
  LINEAR(t -> 1 - t),
  /** Half a cosine down to zero (Loshchilov and Hutter 2017). */
  COSINE(t -> 0.5 * (1 + Math.cos(Math.PI * t))),
  /** A tenth after half of the training, a hundredth after three quarters. */
  STEP(t -> t < 0.5 ? 1 : t < 0.75 ? 0.1 : 0.01);

  private final DoubleUnaryOperator factor;

  Schedule(DoubleUnaryOperator factor) {
    this.factor = factor;
  }

  /** The factor at update {@code step} of {@code total}, step counted from 0. */
  public double factor(long step, long total) {
    return factor.applyAsDouble(step / (double) total);
  }
}
