package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FactorAgreementTest {
  private static Matrix random(long seed) {
    RandomGenerator random = new Seed(seed).random();
    return Matrix.of(3000, 4, (i, j) -> (float) (j == 3 ? 7 : random.nextGaussian() * (j + 1)));
  }

  @Test
  void itIsOneForTheSameFactorsAndAboutZeroForOthers() {
    assertEquals(1, FactorAgreement.of(random(1), random(1)).orElseThrow(), 1e-12);
    assertEquals(0, FactorAgreement.of(random(1), random(2)).orElseThrow(), 0.05);
  }

  @Test
  void oneFoundForAllAgreesWithNone() {
    Matrix a = random(1);
    Matrix b = Matrix.of(a.rows(), 4, (i, j) -> a.get(5, j));
    assertEquals(0, FactorAgreement.of(a, b).orElseThrow(), 1e-12);
  }

  @Test
  void factorsThatDoNotVarySayNothing() {
    Matrix one = random(1).rows(0, 1);
    assertEquals(OptionalDouble.empty(), FactorAgreement.of(one, one));
  }

  @Test
  void theNearestOfAShuffledGalleryIsTheRowItself() {
    Matrix x = random(1).rows(0, 50);
    Matrix backwards = Matrix.of(50, 4, (i, j) -> x.get(49 - i, j));
    int[] expected = new int[50];
    java.util.Arrays.setAll(expected, i -> 49 - i);
    assertArrayEquals(expected, FactorAgreement.nearest(x, backwards));
  }
}
