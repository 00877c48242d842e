package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrechetTest {
  private static Matrix normal(int n, int d, long seed) {
    SplittableRandom random = new Seed(seed).random();
    return Matrix.of(n, d, (i, j) -> (float) random.nextGaussian(j, j + 1));
  }

  @Test
  void commutingGaussiansAreAsFarApartAsTheClosedFormSays() {
    Gaussian a = Gaussian.of(new double[] {1, 2}, new double[][] {{4, 0}, {0, 9}});
    Gaussian b = Gaussian.of(new double[] {-1, 5}, new double[][] {{1, 0}, {0, 16}});
    double closed = 4 + 9 + (2 - 1) * (2 - 1) + (3 - 4) * (3 - 4);
    assertEquals(closed, Frechet.distance(a, b), 1e-9);
  }

  /** For 2x2: {@code tr (S1 S2)^{1/2} = sqrt(tr(S1 S2) + 2 sqrt(det(S1 S2)))}. */
  @Test
  void gaussiansThatDoNotCommuteToo() {
    Gaussian a = Gaussian.of(new double[2], new double[][] {{2, 1}, {1, 3}});
    Gaussian b = Gaussian.of(new double[2], new double[][] {{5, -2}, {-2, 1}});
    double trace = 2 * 5 + 2 * (1 * -2) + 3 * 1;
    double closed = 5 + 6 - 2 * Math.sqrt(trace + 2 * Math.sqrt(5 * 1));
    assertEquals(closed, Frechet.distance(a, b), 1e-9);
  }

  @Test
  void aSetIsNoDistanceFromItself() {
    Matrix x = normal(200, 5, 1);
    assertEquals(0, Frechet.distance(x, x), 1e-6);
  }

  @Test
  void theDistanceIsTheSameBothWaysAndPositive() {
    Matrix a = normal(100, 4, 1);
    Matrix b = normal(80, 4, 2);
    assertEquals(Frechet.distance(a, b), Frechet.distance(b, a), 1e-9);
    assertTrue(Frechet.distance(a, b) > 0);
  }

  @Test
  void aShiftCostsItsSquare() {
    Matrix a = normal(100, 3, 1);
    Matrix moved = Matrix.of(100, 3, (i, j) -> a.get(i, j) + 2);
    assertEquals(3 * 4, Frechet.distance(a, moved), 1e-4);
  }

  @Test
  void unitsThatNeverChangeAreNoObstacle() {
    Matrix a = Matrix.of(50, 6, (i, j) -> j < 3 ? 0 : i % (j + 1));
    assertEquals(0, Frechet.distance(a, a), 1e-6);
  }

  @Test
  void featuresOfDifferentWidthAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Frechet.distance(normal(9, 2, 1), normal(9, 3, 1)));
  }
}
