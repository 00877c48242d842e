package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.base.Seed;
import engram.math.Matrix;
import engram.math.Workers;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TrustworthinessTest {
  private static final int POINTS = 300;

  private static Matrix random(long seed, int columns) {
    RandomGenerator random = new Seed(seed).random();
    return Matrix.of(POINTS, columns, (i, j) -> (float) random.nextGaussian());
  }

  private static double of(Matrix x, Matrix map, int k) {
    try (Workers two = new Workers(2)) {
      return Trustworthiness.of(x, map, k, two);
    }
  }

  @Test
  void aMapThatKeepsDistancesIsTrustedWholly() {
    Matrix x = random(1, 2);
    Matrix larger = Matrix.of(POINTS, 2, (i, j) -> 3 * x.get(i, 1 - j) + 7);
    assertEquals(1, of(x, larger, 5));
  }

  @Test
  void aMapThatKeepsNothingIsTrustedHalf() {
    assertEquals(0.5, of(random(1, 2), random(2, 2), 12), 0.03);
  }

  /** Points 0 1 2 3 on a line, mapped to 0 3 1 2: with k = 1 the ranks by hand. */
  @Test
  void itIsTheFormulaOnFourPoints() {
    Matrix x = Matrix.of(4, 1, (i, j) -> new float[] {0, 1, 2.1f, 3.3f}[i]);
    Matrix map = Matrix.of(4, 1, (i, j) -> new float[] {0, 3.5f, 1, 2.2f}[i]);
    double excess = (2 - 1) + (3 - 1) + (3 - 1) + 0;
    assertEquals(1 - 2.0 / (4 * (2 * 4 - 3 - 1)) * excess, of(x, map, 1), 1e-12);
  }

  @Test
  void mapsOfTwoShapesAreRefused() {
    Matrix x = random(1, 2);
    assertThrows(IllegalArgumentException.class, () -> of(x, x.rows(0, 9), 5));
    assertThrows(IllegalArgumentException.class, () -> of(x, x, POINTS));
  }

  @Test
  void neighboursOfOneClassReadItRight() {
    Matrix x = Matrix.of(40, 1, (i, j) -> i / 10 * 100 + i);
    int[] groups = new int[40];
    java.util.Arrays.setAll(groups, i -> i / 10);
    try (Workers one = new Workers(1)) {
      assertEquals(1, NeighbourAccuracy.of(x, groups, 9, one));
      int[] odd = groups.clone();
      odd[0] = 3;
      assertEquals(39 / 40.0, NeighbourAccuracy.of(x, odd, 9, one));
    }
  }
}
