package engram.analysis.factors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.analysis.NeighbourAccuracy;
import engram.analysis.Trustworthiness;
import engram.base.Seed;
import engram.math.Matrix;
import engram.math.Workers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scores against scikit-learn 1.9.1 and NumPy. Expected numbers and the formula of the data:
 * bench/peers/expected_factors.py.
 */
class IndependentScoresTest {
  private static final int N = 2000;

  private static final Matrix FACTORS =
      Matrix.of(
          N,
          3,
          (i, j) -> (float) (j == 0 ? i % 4 : i * (j == 1 ? 0.6180339887 : 0.7548776662) % 1));

  private static final Matrix CODES = Matrix.of(N, 4, IndependentScoresTest::code);

  private static final FactorTable TABLE = FactorTable.of(FACTORS);

  private static float code(int i, int unit) {
    double v1 = FACTORS.get(i, 1);
    return (float)
        switch (unit) {
          case 0 -> FACTORS.get(i, 0) + 0.3 * Math.sin(1.7 * i);
          case 1 -> 2 * v1 + 0.2 * Math.sin(2.3 * i);
          case 2 -> 0.6 * FACTORS.get(i, 2) + 0.5 * v1 + 0.1 * Math.sin(3.1 * i);
          default -> Math.sin(0.9 * i);
        };
  }

  private static Matrix units(int rows, int from, int to) {
    return Matrix.of(rows, to - from, (i, j) -> CODES.get(i, from + j));
  }

  @Test
  void informationGap() {
    assertEquals(0.52658378, MutualInformationGap.of(CODES, TABLE), 1e-6);
  }

  @Test
  void separatedPredictability() {
    assertEquals(0.49913802, SeparatedPredictability.of(CODES, TABLE), 1e-6);
  }

  @Test
  void lassoWeights() {
    int splits = 20;
    double[] sums = new double[3];
    for (int s = 0; s < splits; s++) {
      Dci dci = Dci.of(CODES, TABLE, new Seed(s));
      sums[0] += dci.disentanglement() / splits;
      sums[1] += dci.completeness() / splits;
      sums[2] += dci.error() / splits;
    }
    assertEquals(0.7244, sums[0], 0.01);
    assertEquals(0.7657, sums[1], 0.01);
    assertEquals(0.4905, sums[2], 0.01);
  }

  @Test
  void votesOfTheStillestUnit() {
    assertEquals(1, FactorVaeScore.of(CODES, TABLE, new Seed(1)));
    double mean =
        IntStream.range(0, 20)
            .mapToDouble(s -> FactorVaeScore.of(units(N, 1, 4), TABLE, new Seed(s)))
            .average()
            .orElse(0);
    assertEquals(0.778, mean, 0.03);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.653993288590604", "5, 0.6505479452054794", "12, 0.6278596802841918"})
  void trustworthiness(int neighbours, double expected) {
    try (Workers workers = new Workers(2)) {
      Matrix points = Matrix.of(300, 4, CODES::get);
      assertEquals(
          expected, Trustworthiness.of(points, units(300, 1, 3), neighbours, workers), 1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.4305", "10, 0.458"})
  void neighboursOfAClass(int neighbours, double expected) {
    FactorTable.Factor factor = TABLE.factors().get(1);
    int[] levels = IntStream.range(0, N).map(factor::level).toArray();
    try (Workers workers = new Workers(2)) {
      assertEquals(expected, NeighbourAccuracy.of(CODES, levels, neighbours, workers), 1e-9);
    }
  }
}
