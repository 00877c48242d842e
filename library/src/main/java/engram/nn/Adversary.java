package engram.nn;

import engram.tensor.Tensor;

/**
 * How a discriminator and its opponent are scored; D is the discriminator's output before any f.
 */
public enum Adversary {
  /**
   * Cross-entropy in nats (Goodfellow et al. 2014): {@code -log s(D(real)) - log(1 - s(D(fake)))},
   * s the sigmoid; the opponent descends on the non-saturating {@code -log s(D(fake))}.
   */
  BCE {
    @Override
    public Tensor real(Tensor d) {
      return d.negate().softplus().mean();
    }

    @Override
    public Tensor fake(Tensor d) {
      return d.softplus().mean();
    }

    @Override
    public Tensor fool(Tensor d) {
      return real(d);
    }
  },
  /**
   * Hinge (Lim and Ye 2017): {@code max(0, 1 - D(real)) + max(0, 1 + D(fake))}; the opponent
   * descends on {@code -D(fake)}.
   */
  HINGE {
    @Override
    public Tensor real(Tensor d) {
      return d.negate().plus(1).relu().mean();
    }

    @Override
    public Tensor fake(Tensor d) {
      return d.plus(1).relu().mean();
    }

    @Override
    public Tensor fool(Tensor d) {
      return d.negate().mean();
    }
  };

  /** The discriminator's loss on real things, averaged. */
  public abstract Tensor real(Tensor d);

  /** The discriminator's loss on made things, averaged. */
  public abstract Tensor fake(Tensor d);

  /** The opponent's loss on the things it made, averaged. */
  public abstract Tensor fool(Tensor d);
}
