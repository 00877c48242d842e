package engram.nn;

import engram.tensor.Tensor;
import engram.tensor.Tensors;

/** A way to corrupt images; draws from the engine's random stream. */
public enum Noise {
  /** Adds draws from N(0, amount^2). */
  GAUSSIAN {
    @Override
    public Tensor corrupt(Tensor x, double amount) {
      return x.plus(Tensors.normalLike(x).times(amount)).clamp(0, 1);
    }
  },
  /** Sets a share {@code amount} of the pixels to 0 (Vincent et al. 2010, section 3.3). */
  MASKING {
    @Override
    public Tensor corrupt(Tensor x, double amount) {
      return x.times(Tensors.uniformLike(x).above(amount));
    }
  },
  /** Sets a share {@code amount} of the pixels to 0 or 1, with equal chances. */
  SALT_AND_PEPPER {
    @Override
    public Tensor corrupt(Tensor x, double amount) {
      Tensor u = Tensors.uniformLike(x);
      Tensor kept = u.above(amount);
      Tensor salt = u.above(amount / 2).minus(kept);
      return x.times(kept).plus(salt);
    }
  };

  /** Images {@code x} in [0, 1], corrupted, again in [0, 1]. */
  public abstract Tensor corrupt(Tensor x, double amount);
}
