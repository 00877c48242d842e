package engram.data;

import engram.base.Check;
import engram.base.Seed;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Noise put on images whose values are in [0, 1]; they are in [0, 1] afterwards too. */
public sealed interface Corruption {
  /** Corrupts the remaining values of {@code values} in place; its position is left alone. */
  void apply(FloatBuffer values, Seed seed);

  /** Corrupts {@code values} in place. */
  default void apply(float[] values, Seed seed) {
    apply(FloatBuffer.wrap(values), seed);
  }

  /**
   * Adds a normal draw with standard deviation {@code amount} to each value and clips to [0, 1].
   *
   * @param amount 0 to 10
   */
  record Gaussian(double amount) implements Corruption {
    public Gaussian {
      Check.within("amount", amount, 0, 10);
    }

    @Override
    public void apply(FloatBuffer values, Seed seed) {
      SplittableRandom random = seed.random();
      for (int i = values.position(); i < values.limit(); i++) {
        double noisy = values.get(i) + amount * random.nextGaussian();
        values.put(i, (float) Math.min(1, Math.max(0, noisy)));
      }
    }
  }

  /**
   * Sets each value to 0 with probability {@code p}.
   *
   * @param p 0 to 1
   */
  record Masking(double p) implements Corruption {
    public Masking {
      Check.within("p", p, 0, 1);
    }

    @Override
    public void apply(FloatBuffer values, Seed seed) {
      SplittableRandom random = seed.random();
      for (int i = values.position(); i < values.limit(); i++) {
        if (random.nextDouble() < p) {
          values.put(i, 0);
        }
      }
    }
  }

  /**
   * Sets each value with probability {@code p} to 0 or to 1, both equally likely.
   *
   * @param p 0 to 1
   */
  record SaltAndPepper(double p) implements Corruption {
    public SaltAndPepper {
      Check.within("p", p, 0, 1);
    }

    @Override
    public void apply(FloatBuffer values, Seed seed) {
      SplittableRandom random = seed.random();
      for (int i = values.position(); i < values.limit(); i++) {
        double draw = random.nextDouble();
        if (draw < p) {
          values.put(i, draw < p / 2 ? 0 : 1);
        }
      }
    }
  }
}
