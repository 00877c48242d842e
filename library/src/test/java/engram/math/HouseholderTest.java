package engram.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.base.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HouseholderTest {
  private static double[][] symmetric(int n, double scale) {
    RandomGenerator random = new Seed(n).random();
    double[][] s = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        s[i][j] = scale * random.nextGaussian();
        s[j][i] = s[i][j];
      }
    }
    return s;
  }

  /** {@code S Q e_j = Q T e_j} for every unit vector. */
  private static void requireForm(double[][] s, double scale) {
    int n = s.length;
    Householder form =
        Householder.of(Arrays.stream(s).map(double[]::clone).toArray(double[][]::new));
    double[] diagonal = form.diagonal();
    double[] beside = form.beside();
    for (int j = 0; j < n; j++) {
      double[] e = new double[n];
      double[] t = new double[n];
      e[j] = 1;
      t[j] = diagonal[j];
      if (j > 0) {
        t[j - 1] = beside[j - 1];
      }
      if (j + 1 < n) {
        t[j + 1] = beside[j];
      }
      form.turn(e);
      form.turn(t);
      assertEquals(1, Vectors.norm(e), 1e-12);
      for (int i = 0; i < n; i++) {
        assertEquals(t[i], Vectors.dot(s[i], e), 1e-12 * n * scale);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 17, 64, 101})
  void theMatrixIsThatOfTheFormTurned(int n) {
    for (double scale : new double[] {1, 1e-170, 1e170}) {
      requireForm(symmetric(n, scale), scale);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6})
  void whatIsTridiagonalIsLeftAlone(int n) {
    for (double next : new double[] {0, -2}) {
      double[][] s = new double[n][n];
      for (int i = 0; i < n; i++) {
        s[i][i] = i;
        if (i > 0) {
          s[i][i - 1] = next;
          s[i - 1][i] = next;
        }
      }
      Householder form = Householder.of(s);
      double[] v = {1, 2, 3, 4, 5, 6};
      form.turn(v);
      assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, v);
      for (int i = 0; i < n; i++) {
        assertEquals(i, form.diagonal()[i]);
        assertEquals(i + 1 < n ? next : 0, form.beside()[i]);
      }
    }
  }
}
