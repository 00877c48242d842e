package engram.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.base.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 60})
  void theProductWithTheSolutionIsTheRightSide(int n) {
    RandomGenerator random = new Seed(n).random();
    double[][] g = new double[n][n];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextGaussian();
      for (int j = 0; j < n; j++) {
        g[i][j] = random.nextGaussian();
      }
    }
    double[][] a = new double[n][n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = i == j ? 0.1 : 0;
        for (int k = 0; k < n; k++) {
          a[i][j] += g[i][k] * g[j][k];
        }
        b[i] += a[i][j] * x[j];
      }
    }
    assertArrayEquals(x, Cholesky.of(a).solve(b), 1e-7);
  }

  @Test
  void whatIsNotPositiveDefiniteOrDoesNotFitIsRefused() {
    double[][] flat = {{1, 1}, {1, 1}};
    assertThrows(IllegalArgumentException.class, () -> Cholesky.of(flat));
    Cholesky one = Cholesky.of(new double[][] {{4}});
    assertThrows(IllegalArgumentException.class, () -> one.solve(new double[2]));
  }
}
