package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.analysis.Pca.Method;
import engram.analysis.Pca.Options;
import engram.base.EngramException;
import engram.base.Seed;
import engram.math.Matrix;
import engram.math.Moments;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcaTest {
  private static Pca fit(Matrix x, int components) {
    return Pca.fit(x, Options.of(components));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Expected numbers: bench/peers/expected_maps.py, scikit-learn 1.9.1. */
  @Test
  void itAgreesWithScikitLearn() {
    Matrix x = Points.waves(40, 5);
    Pca pca = fit(x, 3);
    assertArrayEquals(new double[] {5.020007, 2.927075, 1.932602}, pca.variances(), 1e-4);
    assertEquals(0.248334, pca.explained(1), 1e-4);
    assertArrayEquals(
        new float[] {-0.084963f, 0.35622f, -0.007837f}, pca.components().column(0), 1e-4f);
    assertArrayEquals(
        new float[] {-1.051887f, 3.944008f, -0.390932f}, pca.transform(x).row(3), 1e-4f);
    Pca white = Pca.fit(x, Options.of(3).whitened());
    assertArrayEquals(
        new float[] {-0.46948f, 2.305265f, -0.28121f}, white.transform(x).row(3), 1e-4f);
  }

  @Test
  void itAgreesWithScikitLearnOnFewerPointsThanColumns() {
    Matrix x = Points.waves(6, 9);
    Pca pca = fit(x, 3);
    assertArrayEquals(new double[] {6.971716, 6.375388, 3.966501}, pca.variances(), 1e-4);
    assertEquals(0.326636, pca.explained(1), 1e-4);
    assertArrayEquals(
        new float[] {-0.062269f, 0.00543f, 0.022222f}, pca.components().column(0), 1e-4f);
    assertArrayEquals(
        new float[] {-0.258057f, 0.015411f, -2.077409f}, pca.transform(x).row(3), 1e-4f);
  }

  @ParameterizedTest
  @CsvSource({"50,8", "8,50", "700,30", "30,700"})
  void componentsAreOrthonormalAndTheirLargestLoadingIsPositive(int n, int d) {
    Matrix v = fit(Points.normal(n, d, 1), 7).components();
    for (int i = 0; i < v.rows(); i++) {
      for (int j = 0; j < v.rows(); j++) {
        assertEquals(i == j ? 1 : 0, dot(v.row(i), v.row(j)), 1e-5);
      }
      float largest = 0;
      for (float loading : v.row(i)) {
        largest = Math.abs(loading) > Math.abs(largest) ? loading : largest;
      }
      assertTrue(largest > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 60})
  void theVarianceOfEachCoordinateIsTheOneExplained(int n) {
    Matrix x = Points.normal(n, 20, 2);
    Pca pca = fit(x, 4);
    assertArrayEquals(pca.variances(), Moments.variances(pca.transform(x)), 1e-4);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 60})
  void variancesAreInSquaredUnitsOfTheData(int n) {
    Matrix x = Points.normal(n, 20, 3);
    Matrix larger = Matrix.of(n, 20, (i, j) -> 3 * x.get(i, j) + 100);
    for (int i = 0; i < 4; i++) {
      assertEquals(9 * fit(x, 4).variances()[i], fit(larger, 4).variances()[i], 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 60})
  void allComponentsExplainEverythingAndLeadBack(int n) {
    Matrix x = Points.normal(n, 9, 4);
    Pca pca = Pca.fit(x, Options.of(Math.min(n, 9)).whitened());
    double sum = 0;
    for (int i = 0; i < pca.variances().length; i++) {
      sum += pca.explained(i);
    }
    assertEquals(1, sum, 1e-5);
    Matrix back = pca.inverse(pca.transform(x));
    for (int i = 0; i < n; i++) {
      assertArrayEquals(x.row(i), back.row(i), 1e-4f);
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 784, 10", "2, 9, 2", "5, 5, 5", "6, 40, 4"})
  void componentsAreAtRightAnglesAlsoWhereThereIsNoVariance(int n, int d, int k) {
    Matrix x = Points.normal(n, d, 8);
    Pca pca = Pca.fit(x, Options.of(k));
    Matrix z = pca.transform(x);
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        double product = dot(pca.components().row(a), pca.components().row(b));
        assertEquals(a == b ? 1 : 0, product, 1e-4, a + " and " + b);
      }
      for (int i = 0; i < n && pca.variances()[a] < 1e-6; i++) {
        assertEquals(0, z.get(i, a), 1e-3);
      }
    }
  }

  /** A tenth of the values are not 0; column 3 never is anything else, column 5 always 0.1. */
  private static Matrix sparse(float more) {
    RandomGenerator random = new Seed(6).random();
    return Matrix.of(
        1000,
        40,
        (i, j) -> {
          double value = random.nextDouble() < 0.1 ? random.nextDouble() : 0;
          return more + (j == 3 ? 0 : j == 5 ? 0.1f : (float) value);
        });
  }

  @Test
  void zerosAreAsGoodAsOtherValues() {
    Pca sparse = fit(sparse(0), 40);
    Pca dense = fit(sparse(1), 40);
    assertArrayEquals(dense.variances(), sparse.variances(), 1e-6);
    assertEquals(dense.totalVariance(), sparse.totalVariance(), 1e-6);
    Matrix here = sparse.transform(sparse(0));
    Matrix there = dense.transform(sparse(1));
    for (int c = 0; c < 38; c++) {
      for (int i = 0; i < here.rows(); i++) {
        assertEquals(there.get(i, c), here.get(i, c), 2e-4);
      }
    }
  }

  @Test
  void columnsThatDoNotVaryHaveNoPartInComponents() {
    Pca pca = fit(sparse(0), 10);
    for (int c = 0; c < 10; c++) {
      assertEquals(0, Math.abs(pca.components().get(c, 3)));
      assertEquals(0, Math.abs(pca.components().get(c, 5)));
    }
  }

  @Test
  void sparsePointsGiveTheSameBitsOnAnyThreadsAndBesideOthers() {
    Matrix x = sparse(0);
    Pca one = Pca.fit(x, Options.of(5).withThreads(1));
    Matrix all = one.transform(x, 1);
    for (int threads : new int[] {2, 4}) {
      Pca more = Pca.fit(x, Options.of(5).withThreads(threads));
      assertEquals(one.components(), more.components());
      assertArrayEquals(one.variances(), more.variances());
      assertEquals(all, more.transform(x, threads));
    }
    for (int i = 0; i < x.rows(); i += 200) {
      assertArrayEquals(all.row(i), one.transform(x.rows(i, i + 1)).row(0));
    }
  }

  @Test
  void aSparseColumnThatFollowsFromOthersAddsNothing() {
    Matrix x = sparse(0);
    Matrix dependent =
        Matrix.of(1000, 10, (i, j) -> j < 9 ? x.get(i, 10 + j) : x.get(i, 10) + x.get(i, 11));
    Pca pca = Pca.fit(dependent, Options.of(10).whitened());
    Matrix z = pca.transform(dependent);
    for (int i = 0; i < z.rows(); i++) {
      assertEquals(0, z.get(i, 9));
    }
  }

  @Test
  void whitenedCoordinatesHaveVarianceOne() {
    Matrix x = Points.waves(100, 6);
    Matrix z = Pca.fit(x, Options.of(4).whitened()).transform(x);
    assertArrayEquals(new double[] {1, 1, 1, 1}, Moments.variances(z), 1e-4);
  }

  @ParameterizedTest
  @CsvSource({"400,90", "90,400"})
  void randomProjectionFindsWhatTheExactWayFinds(int n, int d) {
    Matrix few = Points.normal(n, 5, 5);
    Matrix mixing = Points.normal(5, d, 6);
    Matrix noise = Points.normal(n, d, 7);
    Matrix x =
        Matrix.of(
            n,
            d,
            (i, j) -> (float) (4 * dot(few.row(i), mixing.column(j)) + 0.1 * noise.get(i, j) + j));
    Pca exact = Pca.fit(x, Options.of(5).with(Method.EXACT));
    Pca random = Pca.fit(x, Options.of(5).with(Method.RANDOMIZED));
    for (int i = 0; i < 5; i++) {
      assertEquals(exact.explained(i), random.explained(i), 1e-5);
      assertArrayEquals(exact.components().row(i), random.components().row(i), 1e-4f);
    }
    assertNotEquals(
        random.components(),
        Pca.fit(x, Options.of(5).with(Method.RANDOMIZED).withSeed(new Seed(2))).components());
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void theNumberOfThreadsChangesNoBit(Method method) {
    Matrix x = Points.normal(5000, 150, 8);
    Pca one = Pca.fit(x, Options.of(9).with(method).withThreads(1));
    for (int threads : new int[] {2, 4}) {
      Pca more = Pca.fit(x, Options.of(9).with(method).withThreads(threads));
      assertEquals(one.components(), more.components());
      assertArrayEquals(one.variances(), more.variances());
      assertEquals(one.totalVariance(), more.totalVariance());
    }
  }

  @ParameterizedTest
  @CsvSource({"1,3", "7,3", "3,7"})
  void pointsThatAgreeExplainNothingAndLieAtZero(int n, int d) {
    Matrix x = Matrix.of(n, d, (i, j) -> j);
    Pca pca = Pca.fit(x, Options.of(1).whitened());
    assertEquals(0, pca.variances()[0], 1e-12);
    assertEquals(0, pca.explained(0));
    assertEquals(Matrix.wrap(n, 1, new float[n]), pca.transform(x));
  }

  @Test
  void aFitPutTogetherAgainGivesTheSameBits() {
    Matrix x = Points.waves(30, 6);
    Pca pca = Pca.fit(x, Options.of(3).whitened());
    Pca again =
        Pca.of(pca.components(), pca.mean(), pca.variances(), pca.totalVariance(), pca.whitens());
    assertEquals(pca.transform(x), again.transform(x));
  }

  @Test
  void whatCannotBeAskedForIsRefusedByName() {
    Matrix x = Points.waves(4, 6);
    EngramException e = assertThrows(EngramException.class, () -> fit(x, 5));
    assertTrue(String.valueOf(e.getMessage()).contains("[1, 4]"), e.toString());
    assertThrows(IllegalArgumentException.class, () -> Options.of(0));
    Pca pca = fit(x, 2);
    assertThrows(EngramException.class, () -> pca.transform(Points.waves(4, 5)));
    assertThrows(EngramException.class, () -> pca.inverse(Points.waves(4, 3)));
  }
}
