package engram.model.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.math.Matrix;
import engram.model.coding.SparseCoder.Moment;
import engram.model.coding.SparseCoder.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of sparse codes: what the minimum of the energy is known to satisfy. */
class SparseCoderTest {
  private static final double LAMBDA = 0.3;
  private static final Matrix ATOMS = unit(normal(40, 25, 1));
  private static final Matrix IMAGES = normal(30, 25, 2);

  private static Matrix normal(int rows, int columns, long seed) {
    SplittableRandom random = new Seed(seed).random();
    return Matrix.of(rows, columns, (i, j) -> (float) random.nextGaussian());
  }

  private static Matrix unit(Matrix m) {
    double[] lengths = new double[m.rows()];
    for (int i = 0; i < m.rows(); i++) {
      for (float v : m.row(i)) {
        lengths[i] += v * v;
      }
    }
    return Matrix.of(
        m.rows(), m.columns(), (i, j) -> (float) (m.get(i, j) / Math.sqrt(lengths[i])));
  }

  private static final List<Solver.Method> SAME =
      List.of(Solver.Method.LCA, Solver.Method.FISTA, Solver.Method.COORDINATE_DESCENT);

  static List<Arguments> everyWay() {
    List<Arguments> all = new ArrayList<>();
    for (Solver.Method method : SAME) {
      for (Sign sign : Sign.values()) {
        all.add(Arguments.of(method, sign));
      }
    }
    return all;
  }

  private static Settings settings(Solver.Method method, Sign sign, double tolerance) {
    return new Settings(LAMBDA, sign, method, new Solver.Stop(tolerance, 5_000));
  }

  private static Lasso at(Matrix atoms, Matrix x, Matrix a, int i, Sign sign) {
    Lasso s = new Lasso(Dictionary.of(atoms), LAMBDA, sign);
    s.image(x.row(i));
    s.from(a.row(i));
    return s;
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void noUnitCanLowerTheEnergy(Solver.Method method, Sign sign) {
    Settings settings = settings(method, sign, 1e-6);
    Matrix a = new SparseCoder(Dictionary.of(ATOMS), settings).encode(IMAGES, 2);
    for (int i = 0; i < IMAGES.rows(); i++) {
      Lasso s = at(ATOMS, IMAGES, a, i, sign);
      for (int k = 0; k < s.a.length; k++) {
        float v = s.a[k];
        assertTrue(sign == Sign.SIGNED || v >= 0, "unit " + k + " = " + v);
        if (v != 0) {
          assertEquals(Math.signum(v) * LAMBDA, s.r[k], 1e-3);
        } else {
          double r = sign == Sign.SIGNED ? Math.abs(s.r[k]) : s.r[k];
          assertTrue(r <= LAMBDA + 1e-3, "unit " + k + " should be in use: " + r);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void withOrthonormalAtomsACodeIsTheShrunkProjection(Solver.Method method, Sign sign) {
    Matrix identity = Matrix.of(25, 25, (i, j) -> i == j ? 1 : 0);
    Settings settings = settings(method, sign, 1e-6);
    Matrix a = new SparseCoder(Dictionary.of(identity), settings).encode(IMAGES, 1);
    for (int i = 0; i < IMAGES.rows(); i++) {
      for (int k = 0; k < 25; k++) {
        double x = IMAGES.get(i, k);
        double shrunk = Math.signum(x) * Math.max(0, Math.abs(x) - LAMBDA);
        double expected = sign == Sign.SIGNED ? shrunk : Math.max(0, shrunk);
        assertEquals(expected, a.get(i, k), 2e-3);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void theGapBoundsTheDistanceToTheLeastEnergyAllTheWay(Solver.Method method, Sign sign) {
    Dictionary phi = Dictionary.of(ATOMS);
    Matrix one = IMAGES.rows(0, 1);
    Matrix best = new SparseCoder(phi, settings(method, sign, 1e-6)).encode(one, 1);
    double least = at(ATOMS, one, best, 0, sign).energy();
    List<Moment> way = new SparseCoder(phi, settings(method, sign, 1e-6)).trace(one);
    assertTrue(way.size() > 1, "one iteration was enough");
    for (Moment m : way) {
      assertTrue(m.energy() >= least - 1e-4, m + " is below " + least);
      assertTrue(m.energy() - least <= m.gap() + 1e-4, m + " with the least at " + least);
    }
    Moment last = way.get(way.size() - 1);
    assertTrue(last.gap() <= 1e-6 * last.energy());
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void aCodeIsTheSameInAnyBatchOnAnyNumberOfThreads(Solver.Method method, Sign sign) {
    SparseCoder coder = new SparseCoder(Dictionary.of(ATOMS), settings(method, sign, 1e-3));
    Matrix all = coder.encode(IMAGES, 1);
    assertEquals(all, coder.encode(IMAGES, 4));
    for (int i = 0; i < IMAGES.rows(); i++) {
      assertEquals(all.rows(i, i + 1), coder.encode(IMAGES.rows(i, i + 1), 2));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Solver.Method.class, names = "LCA_HARD", mode = EnumSource.Mode.EXCLUDE)
  void aStartAtTheAnswerStaysThere(Solver.Method method) {
    SparseCoder coder = new SparseCoder(Dictionary.of(ATOMS), settings(method, Sign.SIGNED, 1e-6));
    Matrix cold = coder.encode(IMAGES, 1);
    Matrix warm = coder.encode(IMAGES, cold, 1);
    for (int i = 0; i < IMAGES.rows(); i++) {
      for (int k = 0; k < ATOMS.rows(); k++) {
        assertEquals(cold.get(i, k), warm.get(i, k), 5e-3);
      }
    }
  }

  @Test
  void aLambdaNothingReachesLeavesNothing() {
    Settings large =
        new Settings(
            1000, Sign.SIGNED, Solver.Method.COORDINATE_DESCENT, new Solver.Stop(1e-3, 10));
    Matrix a = new SparseCoder(Dictionary.of(ATOMS), large).encode(IMAGES, 1);
    assertEquals(Matrix.of(30, 40, (i, k) -> 0), a);
    Matrix nothing = Matrix.of(2, 25, (i, j) -> 0);
    Settings usual = settings(Solver.Method.LCA, Sign.SIGNED, 1e-3);
    Matrix ofNothing = new SparseCoder(Dictionary.of(ATOMS), usual).encode(nothing, 1);
    assertEquals(Matrix.of(2, 40, (i, k) -> 0), ofNothing);
  }

  @Test
  void neuronsWithAHardThresholdRestWhereTheirAtomsAreFreeOfTheResidual() {
    Settings hard =
        new Settings(1, Sign.SIGNED, Solver.Method.LCA_HARD, new Solver.Stop(1e-6, 100_000));
    Matrix few = unit(normal(12, 25, 4));
    Matrix a = new SparseCoder(Dictionary.of(few), hard).encode(IMAGES, 1);
    int active = 0;
    for (int i = 0; i < IMAGES.rows(); i++) {
      Lasso s = at(few, IMAGES, a, i, Sign.SIGNED);
      for (int k = 0; k < s.a.length; k++) {
        active += s.a[k] != 0 ? 1 : 0;
        assertTrue(s.a[k] == 0 || Math.abs(s.a[k]) >= 1 - 1e-3, "unit " + s.a[k]);
        assertTrue(s.a[k] == 0 || Math.abs(s.r[k]) < 1e-2, "residual " + s.r[k]);
        assertTrue(s.a[k] != 0 || Math.abs(s.r[k]) < 1 + 1e-2, "silent at " + s.r[k]);
      }
    }
    assertTrue(active > 30, active + " units in use");
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    Settings usual = settings(Solver.Method.FISTA, Sign.SIGNED, 1e-3);
    SparseCoder coder = new SparseCoder(Dictionary.of(ATOMS), usual);
    refused("24 values", () -> coder.encode(normal(2, 24, 1), 1));
    Matrix broken = Matrix.of(2, 25, (i, j) -> i == 1 && j == 3 ? Float.NaN : 0);
    refused("image 1, value 3", () -> coder.encode(broken, 1));
    refused("atom 0, value 0", () -> Dictionary.of(Matrix.wrap(1, 1, new float[] {Float.NaN})));
    refused("tolerance", () -> new Solver.Stop(2, 10));
    for (double lambda : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Settings bad = new Settings(lambda, Sign.SIGNED, Solver.Method.LCA, usual.stop());
      refused("lambda", () -> new SparseCoder(Dictionary.of(ATOMS), bad));
    }
    assertEquals(0, coder.encode(Matrix.wrap(0, 25, new float[0]), 1).rows());
    assertFalse(coder.trace(IMAGES).isEmpty());
  }

  private static void refused(String named, Runnable action) {
    String said =
        String.valueOf(assertThrows(IllegalArgumentException.class, action::run).getMessage());
    assertTrue(said.contains(named), said);
  }
}
