package engram.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Seed;
import engram.data.DataSet;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Small;
import engram.tensor.Optimiser;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.TrainEvent.EpochEnded;
import engram.train.TrainEvent.Saved;
import engram.train.TrainEvent.Started;
import engram.train.TrainEvent.Stepped;
import engram.train.TrainEvent.StoppedEarly;
import engram.train.Trainer.Ending;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final DataSet DIGITS = Small.digits(60);

  private final Session session = new Session();

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  private static Plan epochs(int epochs, int batch) {
    return new Plan(epochs, 0, batch, 9, 0, Schedule.CONSTANT, 0, 3600);
  }

  private static Plan patient(int epochs, int patience) {
    return new Plan(epochs, 0, 100, 9, patience, Schedule.CONSTANT, 0.2, 3600);
  }

  private DivergedException divergence(Toy toy, Plan plan) {
    return assertThrows(DivergedException.class, () -> session.run(toy, DIGITS, plan));
  }

  @Test
  void epochsAndBatchesMakeTheNumberOfSteps() {
    try (Scope s = new Scope()) {
      Trainer.Result r = session.run(Toy.counting(DIGITS), DIGITS, epochs(3, 16));
      assertEquals(new Started(0, 12, 4, 16), session.events.get(0));
      assertEquals(12, r.steps());
      assertEquals(12, r.stepsHere());
      assertEquals(Ending.FINISHED, r.ending());
      List<Integer> sizes = session.events(Stepped.class).stream().map(Stepped::images).toList();
      assertEquals(List.of(16, 16, 16, 12, 16, 16, 16, 12, 16, 16, 16, 12), sizes);
    }
  }

  @Test
  void aBatchMayBeLargerThanTheData() {
    try (Scope s = new Scope()) {
      Trainer.Result r = session.run(Toy.counting(DIGITS), DIGITS, epochs(2, 1 << 20));
      assertEquals(2, r.steps());
      assertEquals(60, session.events(Stepped.class).get(0).images());
    }
  }

  @Test
  void stepsThatAreNoWholeNumberOfEpochsEndInAShortEpoch() {
    Plan plan = new Plan(50, 7, 16, 9, 0, Schedule.CONSTANT, 0.2, 3600);
    try (Scope s = new Scope()) {
      Toy toy = Toy.counting(DIGITS);
      assertEquals(7, session.run(toy, DIGITS, plan).steps());
      assertEquals(7, toy.w());
      List<EpochEnded> ends = session.events(EpochEnded.class);
      assertEquals(List.of(3L, 6L, 7L), ends.stream().map(EpochEnded::step).toList());
      assertEquals(List.of(1, 2, 3), ends.stream().map(EpochEnded::epoch).toList());
      assertEquals(Map.of("count.loss", -6.0), ends.get(2).train());
      assertEquals(Map.of("count.loss", -1.0), ends.get(0).train());
    }
  }

  @Test
  void eventsComeInOrder() {
    Plan plan = new Plan(2, 0, 60, 9, 0, Schedule.CONSTANT, 0, 3600);
    try (Scope s = new Scope()) {
      session.run(Toy.counting(DIGITS), DIGITS, plan);
    }
    assertEquals(
        List.of(
            new Started(0, 2, 1, 60),
            new Saved(0),
            new Stepped(1, 0, 60),
            new EpochEnded(1, 1, Map.of("count.loss", 0.0), Map.of()),
            new Stepped(2, -1, 60),
            new EpochEnded(2, 2, Map.of("count.loss", -1.0), Map.of()),
            new Saved(2)),
        session.events.stream().map(TrainerTest::withoutNegativeZero).toList());
  }

  private static TrainEvent withoutNegativeZero(TrainEvent event) {
    if (event instanceof Stepped e) {
      return new Stepped(e.step(), e.loss() + 0.0, e.images());
    }
    return event instanceof EpochEnded e && e.step() == 1
        ? new EpochEnded(1, 1, Map.of("count.loss", 0.0), e.validation())
        : event;
  }

  @Test
  void phasesTakeTurnsAndTheFirstIsTheLossThatIsShown() {
    List<String> calls = new ArrayList<>();
    try (Scope s = new Scope()) {
      Toy toy =
          new Toy(DIGITS)
              .phase(
                  "up",
                  1,
                  (w, in) -> {
                    calls.add("up " + in.step() + " " + w.item());
                    return w.negate().sum();
                  })
              .phase(
                  "half",
                  0.5,
                  (w, in) -> {
                    calls.add("half " + in.step() + " " + w.item());
                    return w.square().sum().times(0.5);
                  });
      Trainer.Result r = session.run(toy, DIGITS, epochs(2, 60));
      assertEquals(List.of("up 0 0.0", "half 0 1.0", "up 1 0.5", "half 1 1.5"), calls);
      assertEquals(Map.of("up.loss", -0.5, "half.loss", 1.125), r.train());
      assertEquals(-0.5, session.events(Stepped.class).get(1).loss());
    }
  }

  @Test
  void aScheduleScalesTheRateOfEachStep() {
    for (Schedule schedule : Schedule.values()) {
      Plan plan = new Plan(1, 8, 60, 9, 0, schedule, 0, 3600);
      try (Scope s = new Scope()) {
        Toy toy = Toy.counting(DIGITS);
        session.run(toy, DIGITS, plan);
        double sum = 0;
        for (int step = 0; step < 8; step++) {
          sum += schedule.factor(step, 8);
        }
        assertEquals(sum, toy.w(), 1e-5, schedule.name());
      }
    }
  }

  @Test
  void earlyStoppingWaitsItsPatienceAndTakesTheBestBack() {
    try (Scope s = new Scope()) {
      Toy toy = Toy.counting(DIGITS);
      Trainer.Result r = session.run(toy, DIGITS, patient(50, 4));
      assertEquals(Ending.STOPPED_EARLY, r.ending());
      assertEquals(7, r.steps());
      assertEquals(3, toy.w());
      assertEquals(List.of(new StoppedEarly(4, 0)), session.events(StoppedEarly.class));
      assertEquals(Map.of("score", 0.0), scoreOf(r), "of the weights that stay");
    }
  }

  private static Map<String, Double> scoreOf(Trainer.Result r) {
    return Map.of("score", r.validation().getOrDefault("score", Double.NaN));
  }

  @Test
  void withoutTimeForItsPatienceTheBestIsTakenBackAllTheSame() {
    try (Scope s = new Scope()) {
      Toy toy = Toy.counting(DIGITS);
      assertEquals(Ending.FINISHED, session.run(toy, DIGITS, patient(5, 4)).ending());
      assertEquals(3, toy.w());
      assertEquals(List.of(), session.events(StoppedEarly.class));
    }
  }

  @Test
  void withoutPatienceTheLastWeightsStay() {
    try (Scope s = new Scope()) {
      Toy toy = Toy.counting(DIGITS);
      assertEquals(Ending.FINISHED, session.run(toy, DIGITS, patient(9, 0)).ending());
      assertEquals(9, toy.w());
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTrainingAtItsStep() {
    try (Scope s = new Scope()) {
      Toy toy =
          new Toy(DIGITS)
              .phase("fine", 1, (w, in) -> w.negate().sum())
              .phase(
                  "bad", 0.25, (w, in) -> w.sum().times(0).plus(in.step() == 4 ? Double.NaN : 1));
      DivergedException e = divergence(toy, epochs(9, 60));
      assertEquals(
          "training diverged: phase 'bad', step 5: loss = NaN at learning rate 0.25; lower the"
              + " learning rate or check the data",
          e.getMessage());
      assertEquals(Kind.DIVERGED, e.kind());
      assertEquals(4, session.events(Stepped.class).size());
    }
  }

  @Test
  void aModelWithoutPhasesIsRefused() {
    try (Scope s = new Scope()) {
      assertThrows(
          IllegalArgumentException.class,
          () -> session.run(new Toy(DIGITS), DIGITS, epochs(1, 60)));
    }
  }

  @Test
  void afterADivergenceTheLastCheckpointIsFinite() {
    Plan saveEachStep = new Plan(1, 100, 60, 9, 0, Schedule.CONSTANT, 0, 0);
    try (Scope s = new Scope()) {
      Toy toy = new Toy(DIGITS).phase("grow", 1e9, (w, in) -> w.minus(1).square().sum());
      DivergedException e = divergence(toy, saveEachStep);
      assertTrue(
          String.valueOf(e.getMessage()).contains("phase 'grow', step 4: loss = Infinity"),
          e.getMessage());
      for (Checkpoint c : session.checkpoints) {
        assertTrue(Float.isFinite(weight(c).getFloat(0)), "step " + c.step());
      }
      assertEquals(3, session.last().step());
    }
  }

  private static ByteBuffer weight(Checkpoint c) {
    return c.weights().values().iterator().next().bytes();
  }

  @Test
  void weightsThatDivergeInTheLastStepAreNotSaved() {
    try (Scope s = new Scope()) {
      Toy toy = new Toy(DIGITS).phase("leap", 1e30, (w, in) -> w.times(-1e30).sum());
      DivergedException e = divergence(toy, epochs(1, 60));
      assertEquals(
          "training diverged: phase 'leap', step 1: a weight is not finite at learning rate"
              + " 1e30; lower the learning rate or check the data",
          e.getMessage());
      assertEquals(0, session.last().step());
    }
  }

  @Test
  void momentsThatDivergeStopATrainingThatWouldLearnNoMore() {
    try (Scope s = new Scope()) {
      Toy toy =
          new Toy(DIGITS)
              .phase(
                  "jump",
                  Optimiser.Adam.of(0.1),
                  (w, in) -> w.sum().times(in.step() == 2 ? 1e25 : 1));
      DivergedException e = divergence(toy, epochs(5, 60));
      assertTrue(String.valueOf(e.getMessage()).contains("a moment of the optimiser"), e::toString);
      assertTrue(Double.isFinite(toy.w()));
    }
  }

  @Test
  void aDivergenceIsToldWhateverTheRate() {
    for (double rate : new double[] {Double.POSITIVE_INFINITY, Double.NaN, 1e300, 0}) {
      String told = new DivergedException("p", 3, "loss = NaN", rate).getMessage();
      assertTrue(String.valueOf(told).contains("loss = NaN"), told);
    }
  }

  @Test
  void phasesOfOneNameAreRefused() {
    try (Scope s = new Scope()) {
      Toy toy = Toy.counting(DIGITS).phase("count", 1, (w, in) -> w.sum());
      assertThrows(IllegalArgumentException.class, () -> session.run(toy, DIGITS, epochs(1, 60)));
    }
  }

  @Test
  void theDataAreShuffledByTheSeedAndSplitTheSameWay() {
    assertEquals(order(1), order(1));
    assertNotEquals(order(1), order(2));
  }

  /** Labels of the batches that a training with {@code seed} sees. */
  private static List<Double> order(long seed) {
    List<Double> seen = new ArrayList<>();
    Plan plan = new Plan(2, 0, 10, seed, 0, Schedule.CONSTANT, 0.2, 3600);
    try (Scope s = new Scope()) {
      Toy toy =
          new Toy(DIGITS)
              .phase(
                  "see",
                  1,
                  (w, in) -> {
                    seen.add(in.x().sum().item());
                    return w.sum();
                  });
      new Session().run(toy, DIGITS, plan);
    }
    return seen;
  }

  @Test
  void aCheckpointOfAnotherModelIsRefused() {
    try (Scope s = new Scope()) {
      session.run(Toy.counting(DIGITS), DIGITS, epochs(1, 60));
      Model other = Small.model(Family.named("dense-ae"), DIGITS);
      EngramException e =
          assertThrows(
              EngramException.class,
              () ->
                  Trainer.train(
                      other,
                      DIGITS,
                      epochs(1, 60),
                      Optional.of(session.last()),
                      Trainer.Surroundings.none()));
      assertEquals(Kind.BAD_DATA, e.kind());
      assertTrue(String.valueOf(e.getMessage()).startsWith("these weights are of another model"));
    }
  }

  @Test
  void anIdenticalPlanGivesIdenticalNoise() {
    Family vae = Family.named("vae");
    try (Scope s = new Scope()) {
      Model model = Small.model(vae, DIGITS);
      Map<String, Double> once = Evaluation.scores(model, DIGITS, new Seed(4));
      assertEquals(once, Evaluation.scores(model, DIGITS, new Seed(4)));
      assertNotEquals(once, Evaluation.scores(model, DIGITS, new Seed(5)));
    }
  }
}
