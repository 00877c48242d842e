package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.analysis.Confusion;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.exchange.Safetensors;
import engram.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A classifier on a trained encoder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class FinetuneTest {
  private Path folder;
  private Cli cli;
  private String dense;
  private String vae;
  private String cnn;

  @BeforeAll
  void trainThree(@TempDir Path temporary) {
    folder = temporary;
    cli = new Cli(folder.resolve("home"));
    dense = cli.train("dense-ae", "digits:200", "widths=16", "latent=4");
    vae = cli.train("vae", "digits:200", "widths=16", "latent=4");
    cnn = cli.train("cnn", "digits:200", "conv1=4", "conv2=4", "fc=8");
  }

  private JsonNode finetuned(String run, String out, String... more) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of("finetune", run, "--epochs", "3", "--out", folder.resolve(out).toString()));
    all.addAll(List.of(more));
    return cli.json(all.toArray(String[]::new));
  }

  @Test
  void whatItSaysIsWhatItWrites() {
    JsonNode o = finetuned(dense, "a", "--labels", "50");
    Path written = folder.resolve("a").resolve("finetune-50");
    assertEquals(written.toString(), o.get("folder").asString());
    for (String picture : List.of("confusion", "class-precision", "class-recall")) {
      assertTrue(Files.exists(written.resolve(picture + ".png")), picture);
    }
    NdArray p = Npy.open(written.resolve("predictions.npy"));
    assertEquals(List.of((long) o.get("images").asInt(), 10L), p.shape());
    double accuracy = o.get("accuracy").asDouble();
    assertTrue(o.get("accuracy95").get("low").asDouble() <= accuracy);
    assertTrue(o.get("accuracy95").get("high").asDouble() >= accuracy);
    assertEquals(50, o.get("labels").asInt());
    assertEquals(10, o.get("classes").size());
    Map<String, ?> weights = Safetensors.read(written.resolve("weights.safetensors")).tensors();
    assertEquals(
        Set.of(
            "classes.1.w",
            "classes.1.b",
            "encoder.1.w",
            "encoder.1.b",
            "encoder.2.w",
            "encoder.2.b"),
        weights.keySet());
  }

  @Test
  void lossesOfLabelledAndHeldOutImagesAreDrawn() {
    finetuned(dense, "curves", "--labels", "100", "--validation", "0.2");
    Path written = folder.resolve("curves").resolve("finetune-100");
    for (String picture : List.of("loss-steps", "loss-epochs")) {
      assertTrue(Files.exists(written.resolve(picture + ".png")), picture);
    }
  }

  @Test
  void predictionsAreOfTheTestImagesInOrder() {
    finetuned(dense, "b", "--head", "mlp");
    Matrix p = Npy.open(folder.resolve("b/finetune-all/predictions.npy")).toMatrix();
    finetuned(dense, "c", "--head", "mlp");
    assertEquals(p, Npy.open(folder.resolve("c/finetune-all/predictions.npy")).toMatrix());
    int best = Confusion.mostProbable(p, 0);
    assertTrue(p.get(0, best) >= 0.1f && p.get(0, best) <= 1);
  }

  @Test
  void freeAndFrozenWeightsAddUpToTheEncoder() {
    long encoder = 784 * 16 + 16 + 16 * 4 + 4;
    for (String run : List.of(dense, vae)) {
      for (int free : List.of(0, 1, 2)) {
        JsonNode o = finetuned(run, "d" + free, "--free", String.valueOf(free), "--labels", "20");
        assertEquals(
            encoder, o.get("free_parameters").asLong() + o.get("frozen_parameters").asLong());
        assertEquals(free == 1 ? 68 : free * encoder / 2, o.get("free_parameters").asLong());
        assertEquals(4 * 10 + 10, o.get("head_parameters").asLong());
      }
    }
  }

  @Test
  void aClassifierItselfCanBeGivenANewHead() {
    assertTrue(finetuned(cnn, "e", "--free", "0").get("frozen_parameters").asLong() > 0);
    String line = cli.line("finetune " + cnn + " --out " + folder.resolve("n")).error(2);
    assertTrue(line.contains("encoder.") && line.contains("use 0"), line);
  }

  @Test
  void theRunStaysAsItIs() throws IOException {
    Path run = folder.resolve("home").resolve(dense);
    Map<String, String> before = Cli.tree(run);
    finetuned(dense, "f");
    assertEquals(before, Cli.tree(run));
    cli.run("runs", "verify", dense).quiet();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --labels 5          | labels must be in [10,
          --labels 20000      | labels must be in [10,
          --free 3            | at most 2
          --data faces:40     | 64x64
          --data DIR/bare.npy | has no labels
          """)
  void whatDoesNotFitIsRefusedInOneLine(String options, String hint) throws IOException {
    Npy.write(folder.resolve("bare.npy"), NdArray.of(new float[20 * 784], 20, 28, 28));
    Map<String, String> before = Cli.tree(folder.resolve("home").resolve(dense));
    String line =
        "finetune %s %s --out DIR/none".formatted(dense, options).replace("DIR", folder.toString());
    String error = cli.line(line).error(2);
    assertTrue(error.contains(hint), error);
    assertEquals(before, Cli.tree(folder.resolve("home").resolve(dense)));
    assertTrue(Files.notExists(folder.resolve("none")));
  }
}
