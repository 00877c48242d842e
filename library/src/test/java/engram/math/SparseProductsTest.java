package engram.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseProductsTest {
  private static final int ROWS = 9000;
  private static final int COLUMNS = 70;

  private static Matrix sparse(double share) {
    RandomGenerator random = new Seed(3).random();
    return Matrix.of(
        ROWS,
        COLUMNS,
        (i, j) -> random.nextDouble() < share ? (float) random.nextDouble(-1, 2) : 0);
  }

  private static double[][] gram(Matrix x, int threads) {
    try (Workers workers = new Workers(threads)) {
      return SparseProducts.scatter(x, workers).products();
    }
  }

  private static Matrix times(Matrix x, int threads) {
    Matrix weights = Matrix.of(3, COLUMNS, (i, j) -> i - j);
    try (Workers workers = new Workers(threads)) {
      return SparseProducts.times(x, new float[COLUMNS], weights, workers);
    }
  }

  @Test
  void itIsTheSumThatAllValuesGive() {
    for (double share : new double[] {0, 0.1, 1}) {
      Matrix x = sparse(share);
      try (Workers two = new Workers(2)) {
        double[][] all = CrossProducts.gram(CentredRows.of(x, two), two);
        double[][] few = gram(x, 2);
        for (int i = 0; i < COLUMNS; i++) {
          assertArrayEquals(all[i], few[i], 1e-3 * Math.max(1, ROWS * share / 100));
          for (int j = 0; j < i; j++) {
            assertEquals(few[j][i], few[i][j]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.95})
  void theMeanIsThatOfAllValues(double share) {
    Matrix x = sparse(share);
    try (Workers two = new Workers(2)) {
      assertArrayEquals(
          CentredRows.of(x, two).centre(), SparseProducts.scatter(x, two).mean(), 1e-6f);
    }
  }

  @Test
  void productsWithWeightsAreThoseOfAllValues() {
    RandomGenerator random = new Seed(4).random();
    Matrix weights = Matrix.of(7, COLUMNS, (i, j) -> (float) random.nextGaussian());
    for (double share : new double[] {0, 0.1, 1}) {
      Matrix x = sparse(share);
      try (Workers two = new Workers(2)) {
        float[] centre = CentredRows.of(x, two).centre();
        Matrix all = CentredRows.about(centre, x).times(weights, two);
        Matrix few = SparseProducts.times(x, centre, weights, two);
        for (int i = 0; i < ROWS; i++) {
          assertArrayEquals(all.row(i), few.row(i), 1e-4f);
        }
      }
    }
  }

  @Test
  void theThreadsDoNotShow() {
    Matrix x = sparse(0.2);
    double[][] one = gram(x, 1);
    for (int threads : new int[] {2, 4}) {
      double[][] more = gram(x, threads);
      for (int i = 0; i < COLUMNS; i++) {
        assertArrayEquals(one[i], more[i], 0);
      }
      assertEquals(times(x, 1), times(x, threads));
    }
  }

  @Test
  void aColumnThatIsConstantVariesNotAtAll() {
    Matrix x = Matrix.of(ROWS, 3, (i, j) -> j == 0 ? 0.1f : j == 1 ? 0 : i % 5 == 0 ? 1 : 0);
    double[][] gram = gram(x, 1);
    for (int j = 0; j < 3; j++) {
      assertEquals(0, gram[0][j]);
      assertEquals(0, gram[1][j]);
    }
    assertEquals(ROWS * 0.2 * 0.8, gram[2][2], 1e-2);
  }

  @Test
  void aColumnFarFromZeroAmongSparseOnesKeepsItsDigits() {
    RandomGenerator random = new Seed(5).random();
    Matrix x =
        Matrix.of(
            ROWS,
            20,
            (i, j) ->
                j == 0
                    ? 1e4f + (float) random.nextGaussian()
                    : random.nextDouble() < 0.1 ? (float) random.nextGaussian() : 0);
    assertTrue(SparseProducts.pays(x));
    try (Workers two = new Workers(2)) {
      double[][] all = CrossProducts.gram(CentredRows.of(x, two), two);
      double[][] few = gram(x, 2);
      for (int i = 0; i < 20; i++) {
        assertArrayEquals(all[i], few[i], 1e-4 * ROWS);
      }
    }
  }

  @Test
  void itPaysWhereMostValuesAreZero() {
    assertTrue(SparseProducts.pays(sparse(0.2)));
    assertFalse(SparseProducts.pays(sparse(0.5)));
  }
}
