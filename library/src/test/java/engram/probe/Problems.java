package engram.probe;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Small problems to classify. */
final class Problems {
  private Problems() {}

  /**
   * Gaussians of deviation 1 in two dimensions, of class i % 3, on a circle of radius {@code r}.
   */
  static Examples blobs(int n, double r, long seed) {
    SplittableRandom random = new Seed(seed).random();
    return examples(
        n,
        i -> r * Math.cos(i % 3 * 2 * Math.PI / 3) + random.nextGaussian(),
        i -> r * Math.sin(i % 3 * 2 * Math.PI / 3) + random.nextGaussian(),
        3);
  }

  /** Two rings about 0, of radius 1 and 2. */
  static Examples rings(int n, long seed) {
    SplittableRandom random = new Seed(seed).random();
    double[] angle = random.doubles(n, 0, 2 * Math.PI).toArray();
    return examples(
        n,
        i -> (1 + i % 2 + random.nextGaussian(0, 0.1)) * Math.cos(angle[i]),
        i -> (1 + i % 2 + random.nextGaussian(0, 0.1)) * Math.sin(angle[i]),
        2);
  }

  /** Points of the square about 0, of class 1 where the signs of the coordinates differ. */
  static Examples xor(int n, long seed) {
    SplittableRandom random = new Seed(seed).random();
    int[] quarter = IntStream.range(0, n).map(i -> i % 4).toArray();
    Matrix x =
        Matrix.of(
            n,
            2,
            (i, j) -> (float) random.nextDouble(0.1, 1) * ((quarter[i] >> j & 1) == 0 ? 1 : -1));
    return Examples.of(x, IntStream.of(quarter).map(q -> q == 1 || q == 2 ? 1 : 0).toArray());
  }

  /**
   * Rows of which about one value in ten is not zero; the class is where most of their sum lies.
   */
  static Examples sparse(int n, int columns, long seed) {
    SplittableRandom random = new Seed(seed).random();
    Matrix x =
        Matrix.of(
            n,
            columns,
            (i, j) ->
                random.nextDouble() < (j % 4 == i % 4 ? 0.3 : 0.05)
                    ? (float) random.nextDouble(0.5, 2)
                    : 0);
    return Examples.of(x, IntStream.range(0, n).map(i -> i % 4).toArray());
  }

  private static Examples examples(
      int n, IntToDoubleFunction first, IntToDoubleFunction second, int classes) {
    Matrix x = Matrix.of(n, 2, (i, j) -> (float) (j == 0 ? first : second).applyAsDouble(i));
    return Examples.of(x, IntStream.range(0, n).map(i -> i % classes).toArray());
  }

  /** Share of {@code examples} that {@code fitted} reads right. */
  static double accuracy(Probe.Fitted fitted, Examples examples) {
    int[] read = fitted.predict(examples.codes());
    return IntStream.range(0, read.length).filter(i -> read[i] == examples.label(i)).count()
        / (double) read.length;
  }
}
