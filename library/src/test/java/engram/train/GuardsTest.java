package engram.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.DataSet;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Small;
import engram.tensor.Device;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import engram.train.TrainEvent.Warned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardsTest {
  private static final DataSet DIGITS = Small.digits(60);

  /** 200 steps, 4 an epoch. */
  private static final Plan PLAN = new Plan(1, 200, 12, 9, 0, Schedule.CONSTANT, 0.2, 3600);

  private final Progress progress = new Progress();

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  private static Model vae() {
    return Small.model(Family.named("vae"), DIGITS);
  }

  private List<Warned> look(Model model, Guards.Epoch epoch) {
    return new Guards(model, DIGITS, new Seed(1)).look(epoch, progress);
  }

  private List<String> messages(Model model, Guards.Epoch epoch) {
    return look(model, epoch).stream().map(Warned::message).toList();
  }

  private static Guards.Epoch epoch(long step, String phase, double loss) {
    return new Guards.Epoch(step, Map.of(phase, loss), Map.of(), Map.of());
  }

  private static Guards.Epoch kl(long step, double train) {
    return new Guards.Epoch(
        step, Map.of("elbo", 100.0), Map.of("elbo.kl_nats", train), Map.of("kl_nats", 0.0));
  }

  /** Codes of which the units of {@code dead} are 0 and the others are spread. */
  private static UnaryOperator<Tensor> dead(Integer... dead) {
    return z -> {
      float[] alive = new float[(int) z.size(1)];
      java.util.Arrays.fill(alive, 10);
      List.of(dead).forEach(j -> alive[j - 1] = 0);
      return Tensors.normalLike(z).times(Host.upload(alive, Device.CPU, 1, alive.length));
    };
  }

  @ParameterizedTest
  @MethodSource("families")
  void aHealthyTrainingRaisesNone(String name) {
    Session session = new Session();
    try (Scope s = new Scope()) {
      session.run(Small.model(Family.named(name), DIGITS), DIGITS, PLAN);
    }
    assertEquals(List.of(), session.events(Warned.class));
  }

  private static List<String> families() {
    return List.of("conv-ae", "dense-ae", "vae", "cnn");
  }

  @Test
  void aValidationThatIsNoNumberIsTold() {
    try (Scope s = new Scope()) {
      Model vae = vae();
      String objective = vae.outline().objective();
      for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        Progress fresh = new Progress();
        Guards.Epoch epoch =
            new Guards.Epoch(4, Map.of("elbo", 1.0), Map.of(), Map.of(objective, none));
        List<Warned> told = new Guards(vae, DIGITS, new Seed(1)).look(epoch, fresh);
        assertEquals(List.of("unfit-validation"), told.stream().map(Warned::guard).toList());
        assertTrue(told.get(0).message().startsWith("validation " + objective + " is " + none));
      }
    }
  }

  @Test
  void deadUnitsAreListed() {
    try (Scope s = new Scope()) {
      assertEquals(
          List.of(
              "dead code units: 2 of 5 (units 2, 5) vary less than 1.0E-8 times the one that"
                  + " varies most, over 60 images; try a lower learning rate, another activation"
                  + " or fewer units"),
          messages(Unwell.with(vae(), dead(2, 5)), epoch(100, "elbo", 1)));
    }
  }

  @Test
  void onlyEightDeadUnitsAreNamedAndOneInAHundredIsNoHarm() {
    try (Scope s = new Scope()) {
      Model wide = Toy.counting(DIGITS);
      Integer[] many = IntStream.rangeClosed(1, 50).boxed().toArray(Integer[]::new);
      assertEquals(List.of(), look(Unwell.with(wide, dead(1, 2, 3)), epoch(100, "count", 1)));
      String line = messages(Unwell.with(wide, dead(many)), epoch(100, "count", 1)).get(0);
      assertTrue(line.contains("50 of 784 (units 1, 2, 3, 4, 5, 6, 7, 8, ...)"), line);
    }
  }

  private static Unwell bayesian(UnaryOperator<Tensor> codes) {
    return new Unwell(vae(), Optional.of(codes), true);
  }

  @Test
  void aKlNearZeroIsACollapsedPosterior() {
    try (Scope s = new Scope()) {
      assertEquals(
          List.of(
              "posterior collapse: kl_nats is 0.03000, below 0.1, so codes say nothing of their"
                  + " images; try a smaller beta, a warmup or a lower learning rate"),
          messages(bayesian(dead()), kl(100, 0.03)));
      assertEquals(List.of(), look(bayesian(dead()), kl(150, 0.3)));
    }
  }

  @Test
  void aModelWithoutAPriorHasNoPosteriorToCollapse() {
    try (Scope s = new Scope()) {
      assertEquals(List.of(), look(Unwell.with(vae(), dead()), kl(100, 0.03)));
    }
  }

  @Test
  void unitsThatHardlyVaryAreACollapsedPosteriorToo() {
    try (Scope s = new Scope()) {
      List<String> lines = messages(bayesian(z -> Tensors.normalLike(z).times(0.01)), kl(100, 3));
      assertEquals(1, lines.size());
      assertTrue(
          lines
              .get(0)
              .startsWith(
                  "posterior collapse: 0 of 5 code units are active (variance over images"
                      + " above 0.01), fewer than 10 %; try "),
          lines.get(0));
    }
  }

  @Test
  void aDiscriminatorThatNeverErrsIsCollapsed() {
    try (Scope s = new Scope()) {
      Model gan = Unwell.mute(vae());
      assertEquals(List.of(), look(gan, epoch(100, "discriminator", 0.02)));
      String line = messages(gan, epoch(150, "discriminator", 0.004)).get(0);
      assertTrue(line.contains("has mean loss 0.004000, below 0.01, and"), line);
    }
  }

  @Test
  void aLossTenTimesItsLowestIsExploding() {
    try (Scope s = new Scope()) {
      Model model = Unwell.mute(vae());
      for (double loss : new double[] {200, 50, 499}) {
        assertEquals(List.of(), look(model, epoch(1, "elbo", loss)));
      }
      assertEquals(
          List.of(
              "exploding loss: phase 'elbo' has mean loss 501.0, more than 10 times its lowest,"
                  + " 50.00; try a lower learning rate, or a schedule that lowers it"),
          messages(model, epoch(2, "elbo", 501)));
    }
  }

  @Test
  void everyPhaseIsWatched() {
    try (Scope s = new Scope()) {
      Model model = Unwell.mute(vae());
      for (double generator : new double[] {1, 30}) {
        Map<String, Double> phases = new LinkedHashMap<>();
        phases.put("reconstruction", 5.0);
        phases.put("generator", generator);
        List<Warned> told = look(model, new Guards.Epoch(1, phases, Map.of(), Map.of()));
        assertEquals(generator > 10 ? 1 : 0, told.size());
      }
    }
  }

  @Test
  void aLossThatChangesItsSignOrIsMeantToRiseIsNotExploding() {
    try (Scope s = new Scope()) {
      Model model = Unwell.mute(vae());
      for (double loss : new double[] {0.1, -3, 40, 0.5}) {
        assertEquals(List.of(), look(model, epoch(1, "elbo", loss)));
      }
      progress.lowest.put("discriminator", 0.05);
      assertEquals(List.of(), look(model, epoch(1, "discriminator", 0.7)));
    }
  }

  @Test
  void anUntrainedModelIsGivenTime() {
    try (Scope s = new Scope()) {
      assertEquals(List.of(), look(bayesian(dead(1, 2)), kl(99, 0)));
      assertEquals(2, look(bayesian(dead(1, 2)), kl(100, 0)).size());
    }
  }

  @Test
  void eachGuardSpeaksOnceInATrainingAlsoAfterAResume() {
    try (Scope s = new Scope()) {
      Model sick = bayesian(dead(1));
      assertEquals(1, look(sick, kl(100, 3)).size());
      assertEquals(List.of(), look(sick, kl(150, 3)));
      Progress resumed = Progress.fromMetadata(progress.toMetadata());
      assertEquals(progress.warned, resumed.warned);
      assertEquals(progress.lowest, resumed.lowest);
      assertFalse(resumed.lowest.isEmpty());
      assertEquals(progress.toMetadata(), resumed.toMetadata());
    }
  }

  @Test
  void theTrainerTellsWarningsAfterTheirEpoch() {
    Session session = new Session();
    try (Scope s = new Scope()) {
      session.run(Unwell.with(vae(), dead(3)), DIGITS, PLAN);
    }
    List<Warned> warnings = session.events(Warned.class);
    assertEquals(List.of(100L), warnings.stream().map(Warned::step).toList());
    assertEquals("dead-units", warnings.get(0).guard());
    int at = session.events.indexOf(warnings.get(0));
    assertTrue(session.events.get(at - 1) instanceof TrainEvent.EpochEnded);
  }

  @Test
  void lookingChangesNoBitOfTheResult() {
    assertEquals(
        trained(Unwell::mute),
        trained(model -> Unwell.with(model, z -> z.plus(Tensors.normalLike(z)))));
  }

  private static String trained(UnaryOperator<Model> changed) {
    try (Scope s = new Scope()) {
      Model model = changed.apply(vae());
      new Session().run(model, DIGITS, PLAN);
      return Small.digest(Snapshot.of(model.parameters().byName()));
    }
  }
}
