package engram.data.synthetic;

import engram.base.Seed;
import java.util.SplittableRandom;

/** Bounded random numbers from one seed, made without functions that differ between machines. */
final class Dice {
  private final SplittableRandom random;

  Dice(Seed seed) {
    this.random = seed.random();
  }

  /** Evenly spread over {@code [low, high)}. */
  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Bell-shaped with this mean and standard deviation, never more than three deviations away. */
  double bell(double mean, double deviation) {
    return mean + deviation * (uniform(-1, 1) + uniform(-1, 1) + uniform(-1, 1));
  }

  /** One of {@code 0..n-1}. */
  int pick(int n) {
    return random.nextInt(n);
  }

  /** True with this probability. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
