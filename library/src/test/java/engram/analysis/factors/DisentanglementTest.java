package engram.analysis.factors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DisentanglementTest {
  private static final int IMAGES = 4000;
  private static final int FACTORS = 4;

  /** Two quantities, a category of two and one of five. */
  private static final Matrix TRUE = factors();

  private static Matrix factors() {
    RandomGenerator random = new Seed(5).random();
    return Matrix.of(
        IMAGES,
        FACTORS,
        (i, j) ->
            switch (j) {
              case 0 -> (float) random.nextDouble(-3, 3);
              case 1 -> (float) random.nextDouble();
              case 2 -> random.nextInt(2);
              default -> random.nextInt(5);
            });
  }

  private static Map<String, Double> scores(Matrix codes) {
    return Disentanglement.of(codes, TRUE, new Seed(1));
  }

  private static double value(Map<String, Double> scores, String name) {
    return scores.getOrDefault(name, Double.NaN);
  }

  private static Matrix noise(int units) {
    RandomGenerator random = new Seed(9).random();
    return Matrix.of(IMAGES, units, (i, j) -> (float) random.nextGaussian());
  }

  @Test
  void aUnitForEachFactorScoresNearlyFull() {
    Matrix copy = Matrix.of(IMAGES, FACTORS, (i, j) -> 5 - 2 * TRUE.get(i, (j + 1) % FACTORS));
    Map<String, Double> s = scores(copy);
    assertTrue(value(s, "mig") > 0.85, s.toString());
    assertTrue(value(s, "factor_vae") > 0.99, s.toString());
    assertTrue(value(s, "dci_disentanglement") > 0.9, s.toString());
    assertTrue(value(s, "dci_completeness") > 0.9, s.toString());
    assertTrue(value(s, "sap") > 0.5, s.toString());
  }

  @Test
  void aCodeThatKnowsNothingScoresNothing() {
    Map<String, Double> s = scores(noise(6));
    assertTrue(value(s, "mig") < 0.02, s.toString());
    assertTrue(value(s, "sap") < 0.02, s.toString());
    assertEquals(1.0 / FACTORS, value(s, "factor_vae"), 0.1, s.toString());
    assertTrue(value(s, "dci_error") > 0.97, s.toString());
  }

  @Test
  void twoUnitsThatShareAFactorCloseTheGaps() {
    Matrix twice = Matrix.of(IMAGES, 2 * FACTORS, (i, j) -> TRUE.get(i, j % FACTORS));
    Map<String, Double> s = scores(twice);
    assertEquals(0, value(s, "mig"), 1e-9);
    assertEquals(0, value(s, "sap"), 1e-9);
  }

  @Test
  void aRotationHidesFactorsThatItDoesNotLose() {
    double half = Math.sqrt(0.5);
    Matrix two = Matrix.of(IMAGES, 2, (i, j) -> (j == 0 ? 1 / 3f : 2) * (TRUE.get(i, j) - j / 2f));
    Matrix turned =
        Matrix.of(
            IMAGES,
            2,
            (i, j) -> (float) (half * (two.get(i, 0) + (j == 0 ? 1 : -1) * two.get(i, 1))));
    FactorTable table = FactorTable.of(two);
    Dci straight = Dci.of(two, table, new Seed(1));
    Dci mixed = Dci.of(turned, table, new Seed(1));
    assertEquals(1, straight.disentanglement(), 0.01);
    assertTrue(mixed.disentanglement() < 0.1, mixed.toString());
    assertTrue(mixed.error() < 0.05 && straight.error() < 0.05, mixed + " " + straight);
    assertTrue(MutualInformationGap.of(turned, table) < 0.1);
  }

  @Test
  void theGapOfOneBinaryFactorIsItsInformationOverItsEntropy() {
    Matrix v = Matrix.of(1000, 1, (i, j) -> i % 2);
    Matrix z = Matrix.of(1000, 2, (i, j) -> j == 0 && i % 4 != 3 ? i % 2 : j == 0 ? 0 : 1);
    double h = Math.log(2);
    double joint = -(0.5 * Math.log(0.5) + 2 * 0.25 * Math.log(0.25));
    double ofZ = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    double expected = (ofZ + h - joint) / h;
    assertEquals(expected, MutualInformationGap.of(z, FactorTable.of(v)), 1e-9);
  }

  @Test
  void rSquaredScoresAQuantity() {
    RandomGenerator random = new Seed(2).random();
    Matrix v = Matrix.of(20_000, 1, (i, j) -> (float) random.nextGaussian());
    Matrix z = Matrix.of(20_000, 1, (i, j) -> v.get(i, 0) + (float) random.nextGaussian());
    assertEquals(0.5, SeparatedPredictability.of(z, FactorTable.of(v)), 0.02);
  }

  @Test
  void trivialInputsGiveTrivialAnswersOrOneLine() {
    Matrix still = Matrix.of(IMAGES, 3, (i, j) -> 1);
    Map<String, Double> s = scores(still);
    for (String name : List.of("mig", "sap", "factor_vae", "dci_disentanglement")) {
      assertEquals(0, value(s, name), 1e-12, name);
    }
    assertThrows(IllegalArgumentException.class, () -> FactorTable.of(still));
    assertThrows(
        IllegalArgumentException.class,
        () -> Disentanglement.of(noise(2).rows(0, 5), TRUE, new Seed(1)));
  }

  @Test
  void theSameSeedGivesTheSameScores() {
    assertEquals(scores(noise(3)), scores(noise(3)));
  }
}
