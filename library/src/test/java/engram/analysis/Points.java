package engram.analysis;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.SplittableRandom;

/** Points for tests; the formulas are those of bench/peers/expected_maps.py. */
final class Points {
  private Points() {}

  static Matrix waves(int n, int d) {
    return Matrix.of(
        n,
        d,
        (i, j) -> (float) (Math.sin(0.37 * i * (j + 1)) * (1 + j % 3) + Math.cos(0.11 * i + j)));
  }

  static Matrix blobs(int n, int d) {
    return Matrix.of(
        n, d, (i, j) -> (float) ((i * i % 7 % 3 == j ? 4 : 0) + Math.sin(1.7 * i * (j + 1) + j)));
  }

  static Matrix normal(int n, int d, long seed) {
    SplittableRandom random = new Seed(seed).random();
    return Matrix.of(n, d, (i, j) -> (float) random.nextGaussian());
  }

  /** Normal points around {@code classes} random centres; point i is of class i mod classes. */
  static Matrix classes(int n, int d, int classes, long seed) {
    Matrix centres = normal(classes, d, seed + 1);
    Matrix noise = normal(n, d, seed);
    return Matrix.of(n, d, (i, j) -> noise.get(i, j) + 5 * centres.get(i % classes, j));
  }
}
