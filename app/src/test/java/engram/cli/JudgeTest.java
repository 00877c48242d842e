package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A classifier judges what other models generate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class JudgeTest {
  private static final List<String> JUDGED =
      List.of(
          "fid_cnn28",
          "sample_recognition",
          "reconstruction_recognition",
          "class_coverage",
          "class_entropy_nats");

  private Cli cli;
  private String vae;
  private String dense;
  private String older;
  private String cnn;

  @BeforeAll
  void trainFour(@TempDir Path home) {
    cli = new Cli(home);
    vae = cli.train("vae", "digits:100", "widths=16", "latent=2");
    dense = cli.train("dense-ae", "digits:100", "widths=16", "latent=3");
    older = cli.train("cnn", "digits:100", "conv1=4", "conv2=4", "fc=8");
    cnn = cli.train("cnn", "digits:200", "conv1=4", "conv2=4", "fc=8");
  }

  private JsonNode evaluated(String run, String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "evaluate";
    all[words.length + 1] = run;
    java.util.Collections.rotate(java.util.Arrays.asList(all), 2);
    return cli.json(all);
  }

  @Test
  void theNewestClassifierOfTheSameDataJudges() {
    for (String run : List.of(vae, dense)) {
      JsonNode e = evaluated(run);
      assertEquals(cnn, e.get("judge").get("run").asString());
      assertEquals(e.get("images").asInt(), e.get("judge").get("samples").asInt());
      for (String name : JUDGED) {
        assertTrue(Double.isFinite(e.get("metrics").get(name).asDouble(Double.NaN)), name);
      }
      assertFalse(e.get("metrics").has("parzen_nats"));
    }
  }

  @Test
  void itReadsCorruptedAndRestoredImagesOfADenoiser() {
    String denoiser = cli.train("denoising-ae", "digits:100", "layers=dense", "widths=16");
    JsonNode metrics = evaluated(denoiser).get("metrics");
    for (String name : List.of("noisy_accuracy", "restored_accuracy")) {
      double share = metrics.get(name).asDouble(Double.NaN);
      assertTrue(share >= 0 && share <= 1, name + " = " + share);
    }
    assertFalse(evaluated(dense).get("metrics").has("restored_accuracy"));
  }

  @Test
  void theJudgeAndTheNumberOfSamplesCanBeChosen() {
    JsonNode e = evaluated(vae, "--judge", older, "--samples", "30");
    assertEquals(older, e.get("judge").get("run").asString());
    assertEquals(30, e.get("judge").get("samples").asInt());
    assertEquals(e, evaluated(vae, "--judge", older, "--samples", "30"));
  }

  @Test
  void aClassifierIsNotJudged() {
    assertTrue(evaluated(cnn).get("judge").isNull());
    cli.line("evaluate " + cnn + " --parzen").error(2);
  }

  @Test
  void theParzenWindowComesWithItsErrorAndItsWidth() {
    JsonNode metrics = evaluated(dense, "--parzen").get("metrics");
    assertTrue(Double.isFinite(metrics.get("parzen_nats").asDouble()));
    assertTrue(metrics.get("parzen_nats_se").asDouble() > 0);
    double sigma = metrics.get("parzen_sigma").asDouble();
    assertTrue(sigma > 0.03 && sigma <= 1, "sigma " + sigma);
  }

  @Test
  void withoutAJudgeOneLineSaysHowToGetOne(@TempDir Path home) {
    Cli lonely = new Cli(home);
    String run = lonely.train("vae", "digits:60", "widths=8", "latent=2");
    Cli.Reply reply = lonely.run("evaluate", run, "--json");
    assertEquals(1, reply.err().lines().count(), reply.err());
    assertTrue(reply.err().contains("engram train cnn --data digits:60"), reply.err());
    assertFalse(reply.json().get("metrics").has("fid_cnn28"));
    assertTrue(reply.json().get("judge").isNull());
    assertTrue(
        lonely
            .run("evaluate", run, "--parzen", "--json")
            .json()
            .get("metrics")
            .has("parzen_sigma"));
  }

  @Test
  void whoCannotJudgeIsRefused() {
    String faces = cli.train("cnn", "faces:40", "conv1=2", "conv2=2", "fc=4");
    String shape = cli.line("evaluate " + vae + " --judge " + faces).error(2);
    assertTrue(shape.contains("1x28x28") && shape.contains("64x64"), shape);
    String model = cli.line("evaluate " + vae + " --judge " + dense).error(2);
    assertTrue(model.contains("engram train cnn --data digits:100"), model);
    cli.line("evaluate " + vae + " --judge nobody").error(66);
  }
}
