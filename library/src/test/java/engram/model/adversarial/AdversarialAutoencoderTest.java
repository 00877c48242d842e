package engram.model.adversarial;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.math.Moments;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Small;
import engram.model.Specs;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.Trainer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdversarialAutoencoderTest {
  private static final Family AAE = Family.named("aae");
  private static final DataSet DIGITS = Small.digits(1000);
  private static final Map<String, String> FAST =
      Map.of("learning_rate", "1e-3", "adversarial_rate", "1e-3");

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  /** The preset with layers of 100 units, after 400 steps. */
  private static Model trained(String preset, Map<String, String> more) {
    Map<String, String> changes = new HashMap<>(Map.of("widths", "100,100", "critic", "100,100"));
    changes.putAll(more);
    Record base =
        preset.isEmpty() ? AAE.card().defaults() : requireNonNull(AAE.card().presets().get(preset));
    Model model = Small.model(AAE, Specs.with(base, changes), DIGITS, Small.SEED);
    Plan plan = new Plan(100, 400, 100, 5, 0, Schedule.CONSTANT, 0, 3600);
    Trainer.train(model, DIGITS, plan, Optional.empty(), Trainer.Surroundings.none());
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mixture-labelled", "swiss-roll"})
  void codesSpreadAboutAsFarAsThePrior(String preset) {
    try (Scope s = new Scope()) {
      Model model = trained(preset, Map.of());
      double[] wanted = Moments.variances(Evaluation.matrix(model.prior(4000).orElseThrow()));
      double[] found = Moments.variances(Evaluation.encode(model, DIGITS));
      for (int j = 0; j < wanted.length; j++) {
        double ratio = found[j] / wanted[j];
        assertTrue(ratio > 0.25 && ratio < 4, "unit " + j + " varies " + ratio + " times as much");
      }
    }
  }

  @Test
  void aTenthOfTheLabelsTellsMostImages() {
    try (Scope s = new Scope()) {
      Map<String, String> labels = new HashMap<>(FAST);
      labels.put("labelled_share", "0.1");
      Model model = trained("semi-supervised", labels);
      double accuracy =
          requireNonNull(Evaluation.scores(model, DIGITS, new Seed(1)).get("accuracy"));
      assertTrue(accuracy > 0.5, "accuracy " + accuracy);
    }
  }

  @Test
  void clustersDoNotBecomeOne() {
    try (Scope s = new Scope()) {
      Matrix y = Evaluation.encode(trained("clustering", FAST), DIGITS);
      int[] members = new int[16];
      for (int i = 0; i < y.rows(); i++) {
        int most = 0;
        for (int j = 1; j < members.length; j++) {
          most = y.get(i, j) > y.get(i, most) ? j : most;
        }
        members[most]++;
      }
      int largest = Arrays.stream(members).max().orElseThrow();
      assertTrue(largest < 900, Arrays.toString(members));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 5})
  void itTellsTheDeviationOfANormalPrior(double scale) {
    Record spec =
        Specs.with(AAE.card().defaults(), Map.of("scale", Double.toString(scale), "widths", "9"));
    try (Scope s = Scope.withoutGradients()) {
      Model model = Small.model(AAE, spec, DIGITS, Small.SEED);
      double[] found = Moments.variances(Evaluation.matrix(model.prior(4000).orElseThrow()));
      assertEquals(scale * scale, found[0], 0.1 * scale * scale);
      assertEquals(OptionalDouble.of(scale), model.priorDeviation());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixture", "semi-supervised"})
  void otherPriorsAreNotNormal(String preset) {
    Record spec = requireNonNull(AAE.card().presets().get(preset));
    try (Scope s = Scope.withoutGradients()) {
      Model model = Small.model(AAE, Specs.with(spec, Map.of("widths", "9")), DIGITS, Small.SEED);
      assertEquals(OptionalDouble.empty(), model.priorDeviation());
    }
  }
}
