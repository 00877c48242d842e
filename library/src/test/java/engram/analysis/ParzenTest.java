package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParzenTest {
  private static Matrix uniform(int n, int d, long seed) {
    SplittableRandom random = new Seed(seed).random();
    return Matrix.of(n, d, (i, j) -> (float) random.nextDouble());
  }

  private static Matrix normal(int n, int d, double sigma, long seed) {
    SplittableRandom random = new Seed(seed).random();
    return Matrix.of(n, d, (i, j) -> (float) random.nextGaussian(0, sigma));
  }

  @Test
  void aroundOneSampleItIsTheGaussianItself() {
    Matrix sample = uniform(1, 5, 1);
    Matrix x = uniform(3, 5, 2);
    for (double sigma : List.of(0.1, 0.5, 2.0)) {
      double[] got = new Parzen(sample).logLikelihoods(x, List.of(sigma))[0];
      for (int i = 0; i < 3; i++) {
        assertEquals(density(x, i, sample, 0, sigma), got[i], 1e-4);
      }
    }
  }

  @Test
  void itIsTheMeanOfTheKernelsHoweverManyBlocks() {
    Matrix samples = uniform(40, 6, 1);
    Matrix x = uniform(30, 6, 2);
    double[] expected = new double[30];
    for (int i = 0; i < 30; i++) {
      double sum = 0;
      for (int j = 0; j < 40; j++) {
        sum += Math.exp(density(x, i, samples, j, 0.3)) / 40;
      }
      expected[i] = Math.log(sum);
    }
    assertArrayEquals(expected, new Parzen(samples).logLikelihoods(x, List.of(0.3))[0], 1e-5);
    Matrix many = Matrix.of(1_000_000, 6, (j, k) -> samples.get(j % 40, k));
    Matrix few = x.rows(0, 9);
    assertArrayEquals(
        java.util.Arrays.copyOf(expected, 9),
        new Parzen(many).logLikelihoods(few, List.of(0.3))[0],
        1e-5);
  }

  private static double density(Matrix x, int i, Matrix s, int j, double sigma) {
    double log = 0;
    for (int k = 0; k < x.columns(); k++) {
      double d = (x.get(i, k) - s.get(j, k)) / sigma;
      log -= d * d / 2 + Math.log(sigma * Math.sqrt(2 * Math.PI));
    }
    return log;
  }

  @Test
  void farImagesHaveFiniteLikelihoods() {
    Matrix far = Matrix.of(1, 784, (i, j) -> 1);
    double[][] l = new Parzen(Matrix.of(2, 784, (i, j) -> 0)).logLikelihoods(far, List.of(0.01));
    assertTrue(Double.isFinite(l[0][0]) && l[0][0] < -1e6);
  }

  @Test
  void theWidthIsTheBestOnValidationAndTheErrorThatOfTheMean() {
    Matrix samples = normal(1, 2, 0, 1);
    Matrix spread = normal(2000, 2, 0.25, 2);
    Parzen.Estimate e = new Parzen(samples).estimate(spread, spread, Parzen.WIDTHS);
    assertEquals(0.25, e.sigma(), 0.03);
    assertEquals(-Math.log(2 * Math.PI * 0.0625) - 1, e.nats(), 0.1);
    assertEquals(1 / Math.sqrt(2000), e.standardError(), 0.003);
  }

  @Test
  void productsMayComeFromElsewhere() {
    Matrix samples = uniform(9, 3, 1);
    Matrix x = uniform(4, 3, 2);
    Parzen elsewhere =
        new Parzen(
            samples,
            (a, b) ->
                Matrix.of(
                    a.rows(),
                    b.rows(),
                    (i, j) ->
                        a.get(i, 0) * b.get(j, 0)
                            + a.get(i, 1) * b.get(j, 1)
                            + a.get(i, 2) * b.get(j, 2)));
    assertArrayEquals(
        new Parzen(samples).logLikelihoods(x, List.of(0.2))[0],
        elsewhere.logLikelihoods(x, List.of(0.2))[0],
        1e-4);
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    Parzen parzen = new Parzen(uniform(2, 3, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> parzen.logLikelihoods(uniform(1, 4, 1), Parzen.WIDTHS));
  }
}
