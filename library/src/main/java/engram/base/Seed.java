package engram.base;

import java.util.SplittableRandom;

/**
 * A named, reproducible source of randomness: the same path of names always yields the same stream,
 * and a draw in one stream never shifts another.
 *
 * @param value the 64 bits that stand for the path so far
 */
public record Seed(long value) {
  /** The seed one step down the path, named {@code name}. */
  public Seed child(String name) {
    long h = value;
    for (int i = 0; i < name.length(); i++) {
      h = mix(h * 31 + name.charAt(i));
    }
    return new Seed(mix(h ^ 0x9E3779B97F4A7C15L));
  }

  /** The seed one step down the path, numbered {@code index}. */
  public Seed child(long index) {
    return new Seed(mix(mix(value + 0xD1B54A32D192ED03L) ^ index));
  }

  /** A fresh generator at the start of this seed's stream. */
  public SplittableRandom random() {
    return new SplittableRandom(value);
  }

  /** A random order of {@code 0..n-1} (Fisher and Yates). */
  public int[] permutation(int n) {
    SplittableRandom random = random();
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
