package engram.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SparseGramTest {
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
      return SparseGram.of(x, CentredRows.of(x, workers).centre(), workers);
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

  @Test
  void theThreadsDoNotShow() {
    Matrix x = sparse(0.2);
    double[][] one = gram(x, 1);
    for (int threads : new int[] {2, 4}) {
      double[][] more = gram(x, threads);
      for (int i = 0; i < COLUMNS; i++) {
        assertArrayEquals(one[i], more[i], 0);
      }
    }
  }

  @Test
  void aColumnThatIsConstantVariesNotAtAll() {
    Matrix x = Matrix.of(ROWS, 3, (i, j) -> j == 0 ? 0.1f : j == 1 ? 0 : i % 5 == 0 ? 1 : 0);
    double[][] gram = gram(x, 1);
    assertEquals(0, gram[0][0], 1e-6);
    assertEquals(0, gram[1][1]);
    assertEquals(ROWS * 0.2 * 0.8, gram[2][2], 1e-2);
  }

  @Test
  void itPaysWhereMostValuesAreZero() {
    assertTrue(SparseGram.pays(sparse(0.2)));
    assertFalse(SparseGram.pays(sparse(0.5)));
  }
}
