package engram.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.data.DataSet;
import engram.exchange.Safetensors;
import engram.exchange.TensorData;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Small;
import engram.tensor.Scope;
import engram.train.Trainer.Ending;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was interrupted ends in the same bits as one that was not. */
class ResumeTest {
  private static final DataSet DIGITS = Small.digits(60);

  /** 48 images to train on, 4 steps an epoch, the last one short, and 11 steps in all. */
  private static final Plan PLAN = new Plan(1, 11, 15, 9, 2, Schedule.COSINE, 0.2, 0);

  private static final Plan EARLY = new Plan(40, 0, 60, 9, 2, Schedule.CONSTANT, 0.2, 0);

  private final Path folder;

  ResumeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** All that two trainings must have in common. */
  private record Trace(
      Map<String, String> counters,
      String saved,
      String weights,
      Map<String, Double> train,
      Map<String, Double> validation,
      Ending ending,
      List<TrainEvent.EpochEnded> epochs) {}

  private static List<String> models() {
    return Family.all().stream().map(Family::name).toList();
  }

  private static Trace trace(
      Model model, Session session, Trainer.Result result, List<TrainEvent.EpochEnded> epochs) {
    return new Trace(
        session.last().metadata(),
        Small.digest(session.last().tensors()),
        Small.digest(Snapshot.of(model.parameters().byName())),
        result.train(),
        result.validation(),
        result.ending(),
        epochs);
  }

  private static Trace uninterrupted(String family, Session session, Plan plan) {
    try (Scope s = new Scope()) {
      Model model = Small.model(Family.named(family), DIGITS);
      Trainer.Result result = session.run(model, DIGITS, plan);
      return trace(model, session, result, session.events(TrainEvent.EpochEnded.class));
    }
  }

  /** Trains with a stop after each of {@code stops}, every time in a new model, from disk. */
  private Trace interrupted(String family, Plan plan, long... stops) {
    Session session = new Session();
    Optional<Checkpoint> from = Optional.empty();
    for (long stop : stops) {
      try (Scope s = new Scope()) {
        Model model = Small.model(Family.named(family), DIGITS);
        Trainer.Result part = session.run(model, DIGITS, plan, from, step -> step >= stop);
        assertEquals(Ending.INTERRUPTED, part.ending());
        assertEquals(stop, part.steps());
      }
      from = Optional.of(throughDisk(session.last()));
    }
    try (Scope s = new Scope()) {
      Model model = Small.model(Family.named(family), DIGITS);
      Trainer.Result result = session.run(model, DIGITS, plan, from, step -> false);
      return trace(model, session, result, session.events(TrainEvent.EpochEnded.class));
    }
  }

  private Checkpoint throughDisk(Checkpoint c) {
    Path file = folder.resolve("c.safetensors");
    Safetensors.write(file, c.tensors(), c.metadata());
    Safetensors.Contents read = Safetensors.read(file);
    return new Checkpoint(c.step(), read.tensors(), read.metadata());
  }

  @ParameterizedTest
  @MethodSource("models")
  void interruptionsAnywhereChangeNoBit(String family) {
    Trace whole = uninterrupted(family, new Session(), PLAN);
    assertEquals(3, whole.epochs.size());
    assertEquals(whole, interrupted(family, PLAN, 2), "in an epoch");
    assertEquals(whole, interrupted(family, PLAN, 4), "between epochs");
    assertEquals(whole, interrupted(family, PLAN, 1, 6, 8), "three times");
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyCheckpointLeadsToTheSameEnd(String family) {
    Session session = new Session();
    Trace whole = uninterrupted(family, session, PLAN);
    for (Checkpoint from : List.copyOf(session.checkpoints)) {
      Session rest = new Session();
      try (Scope s = new Scope()) {
        Model model = Small.model(Family.named(family), DIGITS);
        Trainer.Result result =
            rest.run(model, DIGITS, PLAN, Optional.of(throughDisk(from)), step -> false);
        List<TrainEvent.EpochEnded> epochs = new ArrayList<>(whole.epochs);
        epochs.removeIf(e -> e.step() > from.step());
        epochs.addAll(rest.events(TrainEvent.EpochEnded.class));
        assertEquals(whole, trace(model, rest, result, epochs), "from step " + from.step());
      }
    }
  }

  @Test
  void earlyStoppingGoesOnWhereItWas() {
    Session session = new Session();
    Toys.Outcome whole = Toys.count(session, EARLY, Optional.empty());
    assertEquals(Ending.STOPPED_EARLY, whole.ending());
    for (Checkpoint from : List.copyOf(session.checkpoints)) {
      assertEquals(
          whole,
          Toys.count(new Session(), EARLY, Optional.of(throughDisk(from))),
          "from step " + from.step());
    }
    assertTrue(session.checkpoints.size() > 5);
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() {
    Session session = new Session();
    Toys.count(session, EARLY, Optional.empty());
    Checkpoint good = session.last();
    for (Checkpoint wrong :
        List.of(
            with(good, "step", "3"),
            with(good, "step", "many"),
            with(good, "summed", "x"),
            with(good, "steps_per_epoch", "7"),
            new Checkpoint(good.step(), good.tensors(), Map.of()),
            without(good, Snapshot.OPTIMISER),
            without(good, Snapshot.MODEL),
            narrowed(good, Snapshot.BEST),
            narrowed(good, Snapshot.OPTIMISER))) {
      try (Scope s = new Scope()) {
        Toy toy = Toy.counting(DIGITS);
        EngramException e =
            assertThrows(
                EngramException.class,
                () -> session.run(toy, DIGITS, EARLY, Optional.of(wrong), step -> false));
        assertEquals(EngramException.Kind.BAD_DATA, e.kind());
        assertEquals(1, String.valueOf(e.getMessage()).lines().count());
        assertEquals(0, toy.w());
      }
    }
  }

  private static Checkpoint with(Checkpoint c, String key, String value) {
    Map<String, String> metadata = new LinkedHashMap<>(c.metadata());
    metadata.put(key, value);
    return new Checkpoint(c.step(), c.tensors(), metadata);
  }

  private static Checkpoint without(Checkpoint c, String prefix) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(c.tensors());
    tensors.keySet().removeIf(name -> name.startsWith(prefix));
    return new Checkpoint(c.step(), tensors, c.metadata());
  }

  /** With tensors of no elements in the place of those whose names start with {@code prefix}. */
  private static Checkpoint narrowed(Checkpoint c, String prefix) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(c.tensors());
    ByteBuffer nothing = ByteBuffer.allocateDirect(0);
    tensors.replaceAll(
        (name, data) ->
            name.startsWith(prefix) ? new TensorData(data.type(), List.of(0L), nothing) : data);
    return new Checkpoint(c.step(), tensors, c.metadata());
  }

  @Test
  void withoutPatienceTheBestWeightsOfAPatientTrainingStayBehind() {
    Session session = new Session();
    Toys.count(session, EARLY, Optional.empty());
    Plan on = new Plan(40, 0, 60, 9, 0, Schedule.CONSTANT, 0.2, 3600);
    Toys.Outcome end = Toys.count(new Session(), on, Optional.of(session.last()));
    assertEquals(Ending.FINISHED, end.ending());
    assertEquals(40, end.w());
  }

  /** Trainings of the counting toy. */
  private static final class Toys {
    record Outcome(Ending ending, long steps, double w, Map<String, Double> validation) {}

    static Outcome count(Session session, Plan plan, Optional<Checkpoint> from) {
      try (Scope s = new Scope()) {
        Toy toy = Toy.counting(DIGITS);
        Trainer.Result r = session.run(toy, DIGITS, plan, from, step -> false);
        return new Outcome(r.ending(), r.steps(), toy.w(), r.validation());
      }
    }
  }
}
