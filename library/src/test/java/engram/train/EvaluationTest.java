package engram.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import engram.base.Seed;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Family;
import engram.model.Model;
import engram.model.Small;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {
  /** More than two blocks of 512. */
  private static final DataSet DIGITS = Small.digits(1100);

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  private static List<String> models() {
    return Family.all().stream().map(Family::name).toList();
  }

  @Test
  void scoresAreMeansOverAllImages() {
    double sum = 0;
    for (int i = 0; i < DIGITS.size(); i++) {
      for (float value : DIGITS.image(i)) {
        sum += value;
      }
    }
    try (Scope s = new Scope()) {
      Map<String, Double> scores = Evaluation.scores(Toy.counting(DIGITS), DIGITS, new Seed(1));
      assertEquals(sum / (1100 * 784), scores.getOrDefault("mean", Double.NaN), 1e-6);
      assertEquals(9, scores.getOrDefault("score", Double.NaN), 1e-6);
    }
  }

  @Test
  void codesComeInTheOrderOfTheData() {
    try (Scope s = new Scope()) {
      Matrix codes = Evaluation.encode(Toy.counting(DIGITS), DIGITS);
      for (int i = 0; i < DIGITS.size(); i++) {
        assertEquals(DIGITS.image(i)[400], codes.get(i, 400));
      }
      assertEquals(codes, Evaluation.reconstruct(Toy.counting(DIGITS), DIGITS));
      assertEquals(codes, Evaluation.decode(Toy.counting(DIGITS), codes));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void blocksDoNotShowInTheResult(String name) {
    try (Scope s = new Scope()) {
      Model model = Small.model(Family.named(name), DIGITS);
      assumeTrue(model.encodes(), name + " has no encoder");
      Matrix whole = Evaluation.encode(model, DIGITS);
      for (int from = 0; from < 1100; from += 100) {
        Matrix part = Evaluation.encode(model, DIGITS.slice(from, from + 100));
        for (int i = 0; i < 100; i++) {
          assertNear(whole.row(from + i), part.row(i));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aScoreIsTheMeanOfItsParts(String name) {
    try (Scope s = new Scope()) {
      Model model = Small.model(Family.named(name), DIGITS);
      Map<String, Double> whole = Evaluation.scores(model, DIGITS, new Seed(1));
      Map<String, Double> first = Evaluation.scores(model, DIGITS.slice(0, 300), new Seed(1));
      Map<String, Double> rest = Evaluation.scores(model, DIGITS.slice(300, 1100), new Seed(1));
      double noise = model.logLikelihoodKnown() ? 1e-2 : 1e-5;
      whole.forEach(
          (score, value) -> {
            double parts =
                (300 * first.getOrDefault(score, Double.NaN)
                        + 800 * rest.getOrDefault(score, Double.NaN))
                    / 1100;
            assertEquals(value, parts, noise * Math.abs(value) + 1e-6, score);
          });
      assertTrue(whole.size() >= 2);
    }
  }

  @Test
  void asManyValuesOfAnImageAsAreWantedMustCome() {
    try (Scope s = new Scope()) {
      Model model = Small.model(Family.named("dense-ae"), DIGITS);
      assertThrows(
          IllegalArgumentException.class,
          () -> Evaluation.perImage(model, DIGITS, x -> x.flattenImages().narrow(1, 0, 3), 4));
    }
  }

  private static void assertNear(float[] expected, float[] got) {
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], got[j], 1e-5 * Math.max(1, Math.abs(expected[j])));
    }
  }
}
