package engram.model.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.data.DataSet;
import engram.exchange.TensorData;
import engram.model.Family;
import engram.model.Model;
import engram.model.Small;
import engram.model.classifier.Finetuned.Head;
import engram.model.classifier.Finetuned.Spec;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import engram.train.Snapshot;
import engram.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FinetunedTest {
  private static final DataSet DIGITS = Small.digits(48);

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  private static Model base(String family) {
    return Small.model(Family.named(family), DIGITS);
  }

  private static Finetuned on(Model base, int free) {
    return new Finetuned(base, new Spec(free, Head.LINEAR, 1e-2), 10, Small.SEED);
  }

  private static void train(Model model) {
    Trainer.train(model, DIGITS, Small.steps(30), Optional.empty(), Trainer.Surroundings.none());
  }

  private static Set<String> changed(Map<String, TensorData> a, Map<String, TensorData> b) {
    Set<String> names = new TreeSet<>(a.keySet());
    names.removeIf(name -> java.util.Objects.equals(a.get(name), b.get(name)));
    return names;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv-ae  | 0 |
          conv-ae  | 1 | encoder.code
          conv-ae  | 2 | encoder.code,encoder.fc
          dense-ae | 3 | encoder.1,encoder.2,encoder.3
          vae      | 1 | encoder.mu
          vae      | 2 | encoder.2,encoder.mu
          cnn      | 0 |
          """)
  void trainingMovesTheLastLayersThatTheCodeDependsOnAndNothingElse(
      String family, int free, String layers) {
    try (Scope s = new Scope()) {
      Model base = base(family);
      Map<String, TensorData> before = Snapshot.of(base.parameters().byName());
      train(on(base, free));
      Set<String> expected = new TreeSet<>();
      for (String layer : layers == null ? new String[0] : layers.split(",", -1)) {
        expected.addAll(List.of(layer + ".w", layer + ".b"));
      }
      assertEquals(expected, changed(before, Snapshot.of(base.parameters().byName())));
    }
  }

  @ParameterizedTest
  @EnumSource(Head.class)
  void itLearnsAndTheSameSeedGivesTheSameBits(Head head) {
    assertEquals(learnt(head), learnt(head));
  }

  private static String learnt(Head head) {
    try (Scope s = new Scope()) {
      Finetuned model = new Finetuned(base("dense-ae"), new Spec(2, head, 1e-2), 10, Small.SEED);
      double before = loss(model);
      train(model);
      assertTrue(loss(model) < before);
      return Small.digest(Snapshot.of(model.parameters().byName()));
    }
  }

  private static double loss(Model model) {
    return Evaluation.scores(model, DIGITS, Small.SEED)
        .getOrDefault("cross_entropy_nats", Double.NaN);
  }

  @Test
  void freeAndFrozenWeightsAreTheEncoders() {
    try (Scope s = new Scope()) {
      Model base = base("vae");
      long encoder = weights(base, "encoder.") - weights(base, "encoder.logvar");
      for (int free : List.of(0, 1, 3)) {
        assertEquals(encoder, on(base, free).free() + on(base, free).frozen());
      }
      assertEquals(0, on(base, 0).free());
      assertEquals(0, on(base, 3).frozen());
    }
  }

  private static long weights(Model model, String prefix) {
    return model.parameters().startingWith(prefix).stream().mapToLong(Tensor::elements).sum();
  }

  @Test
  void whatCannotBeFreedIsSaidInOneLine() {
    try (Scope s = new Scope()) {
      Model dense = base("dense-ae");
      String many = refused(dense, 4);
      assertTrue(many.contains("at most 3") && many.contains("encoder.1"), many);
      Model cnn = base("cnn");
      String none = refused(cnn, 1);
      assertTrue(none.contains("encoder.") && none.contains("use 0"), none);
      assertFalse((many + none).contains("\n"));
      assertThrows(IllegalArgumentException.class, () -> on(dense, -1));
      assertThrows(
          IllegalArgumentException.class,
          () -> new Finetuned(dense, new Spec(0, Head.MLP, 1e-3), 1, Small.SEED));
    }
  }

  static Stream<String> families() {
    return Family.all().stream().map(Family::name);
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyModelThatEncodesTakesAHead(String family) {
    try (Scope s = new Scope()) {
      Model base = base(family);
      if (base.encodes()) {
        Finetuned model = on(base, 0);
        double before = loss(model);
        train(model);
        assertTrue(loss(model) < before);
        assertTrue(model.frozen() > 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void theLastLayerOfEveryEncoderCanBeFreed(String family) {
    try (Scope s = new Scope()) {
      Model base = base(family);
      if (base.encodes() && !base.parameters().startingWith("encoder.").isEmpty()) {
        Map<String, TensorData> before = Snapshot.of(base.parameters().byName());
        train(on(base, 1));
        Set<String> moved = changed(before, Snapshot.of(base.parameters().byName()));
        assertFalse(moved.isEmpty());
        assertTrue(moved.stream().allMatch(n -> n.startsWith("encoder.")), moved.toString());
      }
    }
  }

  private static String refused(Model base, int free) {
    return String.valueOf(assertThrows(EngramException.class, () -> on(base, free)).getMessage());
  }
}
