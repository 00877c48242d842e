package engram.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LbfgsTest {
  private static double rosenbrock(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      f += 100 * a * a + b * b;
      g[i] += -400 * a * x[i] - 2 * b;
      g[i + 1] += 200 * a;
    }
    return f;
  }

  @Test
  void itFindsTheEndOfRosenbrocksValley() {
    for (int n : new int[] {2, 10, 100}) {
      double[] start = new double[n];
      Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
      Lbfgs found = Lbfgs.minimise(LbfgsTest::rosenbrock, start, 1e-9, 2000);
      assertTrue(found.converged());
      double[] ones = new double[n];
      Arrays.fill(ones, 1);
      assertArrayEquals(ones, found.x(), 1e-8);
      assertEquals(0, found.value(), 1e-15);
    }
  }

  @Test
  void aParabolaOfAnyScaleTakesFewIterations() {
    for (double scale : new double[] {1e-6, 1, 1e6}) {
      Lbfgs found =
          Lbfgs.minimise(
              (x, g) -> {
                g[0] = scale * (x[0] - 3);
                return scale * (x[0] - 3) * (x[0] - 3) / 2;
              },
              new double[1],
              scale * 1e-9,
              20);
      assertTrue(found.converged(), scale + " took " + found.iterations());
      assertEquals(3, found.x()[0], 1e-8);
    }
  }

  @Test
  void itSaysWhenTheIterationsRanOut() {
    Lbfgs found = Lbfgs.minimise(LbfgsTest::rosenbrock, new double[] {-1.2, 1}, 1e-9, 3);
    assertFalse(found.converged());
    assertEquals(3, found.iterations());
    assertTrue(found.value() < rosenbrock(new double[] {-1.2, 1}, new double[2]));
  }

  @Test
  void itEndsWhereTheFunctionDoesNotFallAsItsGradientSays() {
    Lbfgs found =
        Lbfgs.minimise(
            (x, g) -> {
              g[0] = 1;
              return 1e9;
            },
            new double[] {4},
            1e-9,
            1000);
    assertFalse(found.converged());
    assertEquals(1, found.iterations());
    assertEquals(4, found.x()[0]);
  }
}
