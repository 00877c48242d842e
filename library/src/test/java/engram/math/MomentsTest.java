package engram.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void varianceIsUnbiasedAndSurvivesALargeMean() {
    assertEquals(2.5, Moments.variance(new float[] {1, 2, 3, 4, 5}), 1e-12);
    assertEquals(2.5, Moments.variance(new float[] {100001, 100002, 100003, 100004, 100005}), 1e-6);
  }

  @Test
  void fewValuesVaryByNothing() {
    assertEquals(0, Moments.variance(new float[] {7}));
    assertEquals(0, Moments.variance(new float[0]));
    assertEquals(0, Moments.mean(new float[0]));
  }

  @Test
  void eachColumnVariesByItself() {
    Matrix x = Matrix.of(3, 2, (i, j) -> j == 0 ? 4 : i);
    assertArrayEquals(new double[] {0, 1}, Moments.variances(x), 1e-12);
  }

  @Test
  void correlationIsOneOfALineAndZeroOfAConstant() {
    double[] a = {1, 2, 4};
    assertEquals(1, Moments.correlation(a, new double[] {5, 7, 11}), 1e-12);
    assertEquals(-1, Moments.correlation(a, new double[] {-1, -2, -4}), 1e-12);
    assertEquals(0.5, Moments.correlation(new double[] {1, 2, 3}, new double[] {1, 3, 2}), 1e-12);
    assertEquals(0, Moments.correlation(a, new double[] {3, 3, 3}));
  }

  @Test
  void concordanceIsOneOfTheSameAndLessOfALine() {
    float[] a = {1, 2, 4};
    assertEquals(1, Moments.concordance(a, a), 1e-12);
    assertEquals(0.5, Moments.concordance(new float[] {1, 2, 3}, new float[] {1, 3, 2}), 1e-12);
    assertEquals(-1, Moments.concordance(new float[] {1, 2, 3}, new float[] {3, 2, 1}), 1e-12);
    // The definition: 2 cov / (var + var + shift^2) = 2 * 14/9 / (14/9 + 14/9 + 9).
    assertEquals(28 / 109., Moments.concordance(a, new float[] {4, 5, 7}), 1e-12);
    assertEquals(0, Moments.concordance(a, new float[] {3, 3, 3}), 1e-12);
    assertEquals(1, Moments.concordance(new float[] {3, 3}, new float[] {3, 3}));
  }
}
