package engram.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Paper;
import engram.base.Seed;
import engram.data.DataSet;
import engram.exchange.Safetensors;
import engram.math.Matrix;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import engram.train.Snapshot;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws that every model keeps, for every family on the class path. */
class ModelContractTest {
  private static final DataSet DIGITS = Small.digits(48);
  private static final Set<String> PICTURE_SCORES = Set.of("bce_nats", "bce_pixel", "mse_pixel");
  private static final Set<String> DOCUMENTED =
      Set.of(
          "bce_nats",
          "bce_pixel",
          "mse_pixel",
          "kl_nats",
          "elbo_nats",
          "loss_nats",
          "accuracy",
          "cross_entropy_nats",
          "discriminator_real_nats",
          "discriminator_fake_nats",
          "energy",
          "l1",
          "linked_mse_pixel",
          "block_share");

  /** One named setting of one family, shown as {@code family preset}. */
  record Variant(Family family, String preset) {
    Record spec() {
      return family.card().choose(Optional.of(preset).filter(p -> !p.isEmpty())).spec();
    }

    @Override
    public String toString() {
      return (family.name() + " " + preset).strip();
    }
  }

  static Stream<Variant> variants() {
    return Family.all().stream()
        .flatMap(
            f ->
                Stream.concat(Stream.of(""), f.card().presets().keySet().stream())
                    .map(preset -> new Variant(f, preset)));
  }

  static Stream<Variant> families() {
    return variants().filter(v -> v.preset.isEmpty());
  }

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  @Test
  void theCatalogueHoldsTheFamiliesOfTheDesign() {
    List<String> names = Family.all().stream().map(Family::name).toList();
    List<String> papers =
        List.of(
            "aae",
            "cnn",
            "conv-ae",
            "conv-vae",
            "dcgan",
            "deep-ae",
            "denoising-ae",
            "dense-ae",
            "shared-ae",
            "sparse-conv-ae",
            "sparse-kl-ae",
            "vae");
    assertTrue(names.containsAll(papers), names.toString());
    assertEquals(Set.copyOf(names).size(), names.size(), "two models of one name");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void itBuildsAndCitesItsPaper(Variant v) {
    try (Scope s = new Scope()) {
      Model model = Small.model(v.family, v.spec(), DIGITS, Small.SEED);
      assertTrue(model.parameters().count() > 0);
      assertEquals(v.family.card().model(), model.getClass());
      assertFalse(model.phases().isEmpty());
    }
    Paper paper = v.family.card().model().getAnnotation(Paper.class);
    assertFalse(paper.title().isBlank() || paper.authors().isBlank() || paper.where().isBlank());
    assertTrue(paper.year() == 0 || (paper.year() > 1900 && paper.year() < 2100));
    assertFalse(v.family.card().summary().isBlank());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theSameSeedGivesTheSameBitsAndAnotherGivesOthers(Variant v) {
    Record spec = Small.shrunk(v.spec());
    String once = afterThreeSteps(v.family, spec, 1);
    assertEquals(once, afterThreeSteps(v.family, spec, 1));
    assertNotEquals(once, afterThreeSteps(v.family, spec, 2));
  }

  static String afterThreeSteps(Family family, Record spec, long seed) {
    try (Scope s = new Scope()) {
      Model model = Small.model(family, spec, DIGITS, new Seed(seed));
      train(model, DIGITS, 3);
      return Small.digest(Snapshot.of(model.parameters().byName()));
    }
  }

  private static void train(Model model, DataSet data, int steps) {
    Trainer.train(model, data, Small.steps(steps), Optional.empty(), Trainer.Surroundings.none());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void thirtyStepsLowerItsObjective(Variant v) {
    try (Scope s = new Scope()) {
      Model model = Small.model(v.family, Small.shrunk(v.spec()), DIGITS, Small.SEED);
      String objective = model.outline().objective();
      double before = objective(model);
      train(model, DIGITS, 30);
      assertTrue(
          objective(model) < before, objective + " was " + before + ", is " + objective(model));
    }
  }

  private static double objective(Model model) {
    Map<String, Double> scores = Evaluation.scores(model, DIGITS, Small.SEED);
    return scores.getOrDefault(model.outline().objective(), Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("families")
  void savedAndLoadedItComputesTheSame(Variant v, @TempDir Path folder) {
    Path file = folder.resolve("weights.safetensors");
    try (Scope s = new Scope()) {
      Model model = Small.model(v.family, DIGITS);
      train(model, DIGITS, 3);
      Safetensors.write(file, Snapshot.of(model.parameters().byName()), Map.of());
      Model other = Small.model(v.family, Small.spec(v.family), DIGITS, new Seed(77));
      assertNotEquals(output(model), output(other));
      Snapshot.restore(other.parameters().byName(), Safetensors.read(file).tensors());
      assertEquals(output(model), output(other));
    }
  }

  /** The codes of the digits, or images of fixed codes for a model that cannot encode. */
  static Matrix output(Model model) {
    return model.encodes()
        ? Evaluation.encode(model, DIGITS)
        : Evaluation.decode(model, Matrix.of(9, model.outline().latent(), (i, j) -> (i - 4) / 4f));
  }

  @ParameterizedTest
  @MethodSource("families")
  void aCodeDependsOnItsImageAlone(Variant v) {
    try (Scope s = new Scope()) {
      Model model = Small.model(v.family, DIGITS);
      if (!model.encodes()) {
        assertThrows(RuntimeException.class, () -> Evaluation.encode(model, DIGITS));
        return;
      }
      Matrix all = Evaluation.encode(model, DIGITS);
      int n = DIGITS.size();
      int[] backwards = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
      Matrix reversed = Evaluation.encode(model, DIGITS.select("reversed", backwards));
      assertEquals(model.outline().latent(), all.columns());
      for (int i = 0; i < n; i++) {
        assertNear(all.row(i), reversed.row(n - 1 - i));
        assertNear(all.row(i), Evaluation.encode(model, DIGITS.slice(i, i + 1)).row(0));
      }
    }
  }

  private static void assertNear(float[] expected, float[] got) {
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], got[j], 1e-5 * Math.max(1, Math.abs(expected[j])));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void itDecodesCodesFarOutIntoImages(Variant v) {
    try (Scope s = new Scope()) {
      Model model = Small.model(v.family, DIGITS);
      Matrix far = Matrix.of(9, model.outline().latent(), (i, j) -> (i - 4) * 1e6f);
      if (model.decodes()) {
        Tensor images = model.decode(Evaluation.tensor(far, model.outline().setting().device()));
        assertEquals(List.of(9L, 1L, 28L, 28L), images.shape());
        assertInUnitInterval(Host.floats(images));
      } else {
        assertThrows(RuntimeException.class, () -> Evaluation.decode(model, far));
      }
    }
  }

  static void assertInUnitInterval(float[] values) {
    for (float value : values) {
      assertTrue(value >= 0 && value <= 1, "value " + value);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void itsScoresHaveDocumentedNamesAndAreFinite(Variant v) {
    try (Scope s = new Scope()) {
      Model model = Small.model(v.family, Small.shrunk(v.spec()), DIGITS, Small.SEED);
      Map<String, Double> scores = Evaluation.scores(model, DIGITS, Small.SEED);
      assertTrue(DOCUMENTED.containsAll(scores.keySet()), scores.toString());
      assertTrue(scores.containsKey(model.outline().objective()), scores.toString());
      assertTrue(
          !(model.encodes() && model.decodes()) || scores.keySet().containsAll(PICTURE_SCORES));
      scores.forEach((name, value) -> assertTrue(Double.isFinite(value), name + " = " + value));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void itsLikelihoodIsThereIfItSaysSo(Variant v) {
    try (Scope s = new Scope()) {
      Model model = Small.model(v.family, DIGITS);
      Matrix x = Matrix.of(4, 784, (i, j) -> 0.5f);
      Tensor images =
          Evaluation.tensor(x, model.outline().setting().device()).reshape(4, 1, 28, 28);
      Optional<Tensor> logLikelihood = model.logLikelihood(images, 3);
      assertEquals(model.logLikelihoodKnown(), logLikelihood.isPresent());
      logLikelihood.ifPresent(
          l -> {
            assertEquals(List.of(4L), l.shape());
            assertTrue(l.allFinite());
          });
      model
          .prior(6)
          .ifPresent(z -> assertEquals(List.of(6L, (long) model.outline().latent()), z.shape()));
    }
  }
}
