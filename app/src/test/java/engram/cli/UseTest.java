package engram.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.exchange.Npz;
import engram.exchange.Safetensors;
import engram.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What can be done with trained models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class UseTest {
  private Path folder;
  private Cli cli;
  private String vae;
  private String dense;
  private String cnn;

  @BeforeAll
  void trainThree(@TempDir Path home) {
    folder = home;
    cli = new Cli(folder.resolve("home"));
    vae = train("vae", "widths=16", "latent=2");
    dense = train("dense-ae", "widths=16", "latent=3");
    cnn = train("cnn", "conv1=4", "conv2=4");
  }

  private String train(String model, String first, String second) {
    return cli.json(
            "train",
            model,
            "--data",
            "digits:200",
            "--steps",
            "20",
            "--set",
            first,
            "--set",
            second)
        .get("run")
        .asString();
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  private Matrix array(String file, String... words) {
    Path out = out(file);
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--out";
    all[words.length + 1] = out.toString();
    assertEquals(out.toString(), cli.json(all).get("file").asString());
    NdArray array = Npy.open(out);
    return Matrix.wrap(
        Math.toIntExact(array.shape().get(0)),
        (int) (array.count() / array.shape().get(0)),
        array.toFloats());
  }

  @Test
  void encodingTwiceGivesTheSameBytes() throws IOException {
    array("z1.npy", "encode", vae, "--data", "digits:100");
    array("z2.npy", "encode", vae, "--data", "digits:100");
    assertArrayEquals(Files.readAllBytes(out("z1.npy")), Files.readAllBytes(out("z2.npy")));
  }

  @Test
  void encodingInPiecesGivesTheSameCodes() {
    cli.json("data", "make", "digits", "--count", "60", "--out", out("made").toString());
    NdArray x = Objects.requireNonNull(Npz.read(out("made/digits.npz")).get("x"));
    Matrix whole = codes(x.toMatrix(), 0, 60, "whole.npy");
    for (int from = 0; from < 60; from += 20) {
      Matrix part = codes(x.toMatrix(), from, from + 20, "part" + from + ".npy");
      for (int i = 0; i < 20; i++) {
        assertArrayEquals(whole.row(from + i), part.row(i), 1e-5f);
      }
    }
  }

  /** Codes of rows {@code from} to before {@code to}; a tenth of a bare file is its test part. */
  private Matrix codes(Matrix images, int from, int to, String name) {
    float[] values = new float[(to - from) * 784];
    images.rows(from, to).buffer().get(values);
    for (int i = 0; i < values.length; i++) {
      values[i] /= 255;
    }
    Map<String, NdArray> parts =
        Map.of(
            "x_train", NdArray.of(values, to - from, 28, 28),
            "x_test", NdArray.of(values, to - from, 28, 28));
    Path data = out(name + ".npz");
    Npz.write(data, parts);
    return array(name, "encode", vae, "--data", data.toString());
  }

  @Test
  void encodingThenDecodingIsReconstructing() {
    for (String run : List.of(vae, dense)) {
      Matrix z = array("z.npy", "encode", run, "--data", "digits:100");
      assertEquals(100, z.rows());
      Matrix decoded = array("x.npy", "decode", run, "--codes", out("z.npy").toString());
      Matrix direct = array("y.npy", "reconstruct", run, "--data", "digits:100", "--count", "100");
      for (int i = 0; i < 100; i++) {
        assertArrayEquals(direct.row(i), decoded.row(i), 1e-5f);
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSameImages() {
    for (String run : List.of(vae, dense)) {
      Matrix seven = array("s.npy", "sample", run, "--count", "9", "--seed", "7");
      assertEquals(seven, array("s.npy", "sample", run, "--count", "9", "--seed", "7"));
      assertNotEquals(seven, array("s.npy", "sample", run, "--count", "9", "--seed", "8"));
      assertEquals(9, seven.rows());
    }
  }

  @Test
  void traversalsAndInterpolationsHaveTheirSizes() {
    assertEquals(3 * 5, array("t.npy", "traverse", dense, "--columns", "5").rows());
    Matrix some = array("t.npy", "traverse", dense, "--columns", "4", "--units", "2,0");
    assertEquals(2 * 4, some.rows());
    Matrix walk = array("i.npy", "interpolate", dense, "--from", "3", "--to", "5");
    assertEquals(12, walk.rows());
    Matrix ends = array("r.npy", "reconstruct", dense, "--count", "6");
    assertArrayEquals(ends.row(3), walk.row(0), 1e-5f);
    assertArrayEquals(ends.row(5), walk.row(11), 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "reconstruct", "traverse", "interpolate"})
  void picturesArePngs(String command) throws IOException {
    Path file = out(command + ".png");
    cli.json(command, dense, "--out", file.toString());
    byte[] png = Files.readAllBytes(file);
    assertTrue(png.length > 500 && png[1] == 'P' && png[2] == 'N' && png[3] == 'G');
  }

  @Test
  void weightsLeaveWithTheirNames() {
    Path npz = out("w.npz");
    Path tensors = out("w.safetensors");
    JsonNode first = cli.json("export", dense, "--format", "npz", "--out", npz.toString());
    cli.json("export", dense, "--format", "safetensors", "--out", tensors.toString());
    Map<String, NdArray> arrays = Npz.read(npz);
    var read = Safetensors.read(tensors).tensors();
    assertEquals(read.keySet(), arrays.keySet());
    assertEquals(first.get("tensors").asInt(), arrays.size());
    read.forEach(
        (name, tensor) -> {
          float[] values = new float[tensor.bytes().remaining() / 4];
          tensor.bytes().asFloatBuffer().get(values);
          NdArray array = Objects.requireNonNull(arrays.get(name));
          assertEquals(tensor.shape(), array.shape(), name);
          assertArrayEquals(values, array.toFloats(), name);
        });
  }

  @Test
  void evaluatingOnTheSameDataRepeatsTheRunsMetrics() {
    JsonNode shown = cli.json("runs", "show", cnn).get("metrics");
    JsonNode metrics = cli.json("evaluate", cnn, "--data", "digits:200").get("metrics");
    shown.properties().forEach(m -> assertEquals(m.getValue(), metrics.get(m.getKey())));
    assertEquals(2, shown.size());
    assertEquals(4, metrics.size(), "besides those only what probes read: " + metrics);
    JsonNode likelihood = cli.json("evaluate", vae, "--iwae-samples", "5").get("metrics");
    double bound = -likelihood.get("elbo_nats").asDouble();
    assertTrue(likelihood.get("nll_iwae_nats_5").asDouble() < bound, likelihood.toString());
    assertFalse(
        cli.json("evaluate", vae, "--iwae-samples", "0").get("metrics").has("nll_iwae_nats_5"));
  }

  @Test
  void unfitRequestsAreRefused() throws IOException {
    Map<String, String> before = Cli.tree(folder);
    cli.line("traverse " + dense + " --units 3 --out " + out("n.png")).error(2);
    cli.line("traverse " + dense + " --image 200 --out " + out("n.png")).error(2);
    cli.line("interpolate " + dense + " --to=-1 --out " + out("n.png")).error(2);
    cli.line("sample " + dense + " --out " + out("n.gif")).error(2);
    cli.line("reconstruct " + cnn + " --out " + out("n.png")).error(2);
    cli.line("sample " + cnn + " --out " + out("n.png")).error(2);
    cli.line("encode " + dense + " --data faces:20 --out " + out("n.npy")).error(2);
    cli.line("export " + dense + " --format onyx --out " + out("n.npy")).error(2);
    cli.line("encode " + dense + " --out " + folder).error(73);
    cli.line("encode " + dense + " --out /proc/n.npy").error(73);
    cli.line("encode nobody --out " + out("n.npy")).error(66);
    cli.line("encode 2 --out " + out("n.npy")).error(2);
    cli.line("train --resume " + dense).error(2);
    assertEquals(before, Cli.tree(folder));
  }

  @Test
  void codesThatDoNotFitAreRefused() {
    Path wide = out("wide.npy");
    Npy.write(wide, Matrix.of(2, 9, (i, j) -> 0));
    cli.line("decode " + dense + " --codes " + wide + " --out " + out("n.npy")).error(65);
    Path odd = out("odd.npy");
    Npy.write(odd, Matrix.of(2, 3, (i, j) -> i == 1 && j == 1 ? Float.NaN : 0));
    cli.line("decode " + dense + " --codes " + odd + " --out " + out("n.npy")).error(65);
    cli.line("decode " + dense + " --codes " + out("none.npy") + " --out " + out("n.npy"))
        .error(66);
  }

  @Test
  void theCatalogueIsTold() {
    List<String> names = cli.json("models").get("models").findValuesAsString("name");
    for (String name : names) {
      JsonNode model = cli.json("models", name);
      assertEquals(name, model.get("name").asString());
      assertFalse(model.get("hyperparameters").isEmpty());
      assertFalse(model.get("phases").isEmpty());
      assertFalse(model.get("paper").get("title").asString().isBlank());
    }
    assertTrue(names.contains("vae"));
    JsonNode own = cli.json("models", "aae").get("preset_training").get("normal-8d");
    assertEquals("100", own.get("epochs").asString());
    assertTrue(cli.line("models aae").quiet().out().contains("training of normal-8d"));
  }

  @Test
  void builtInDataAreDescribed() {
    JsonNode digits = cli.json("data", "info", "digits:50").get("train");
    assertEquals(50, digits.get("images").asInt());
    assertEquals(10, digits.get("classes").size());
    JsonNode list = cli.json("data", "list").get("data");
    assertTrue(list.findValuesAsString("name").containsAll(List.of("digits", "faces", "mnist")));
  }

  @Test
  void builtInDataLeaveWithTheirClassesAndFactors() {
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    Path f = folder.resolve("f.npy");
    JsonNode told =
        cli.line("data export digits:50 --json --out " + x + " --labels " + y + " --factors " + f)
            .json();
    assertEquals(50, told.get("images").asInt());
    Matrix factors = Npy.open(f).toMatrix();
    assertEquals(50, factors.rows());
    assertEquals(told.get("factors").size(), factors.columns());
    int[] labels = Npy.open(y).toInts();
    assertEquals("class", told.get("factors").get(0).asString());
    for (int i = 0; i < labels.length; i++) {
      assertEquals(labels[i], factors.get(i, 0));
    }
    String none = cli.line("data export " + x + " --out " + y + " --factors " + f).error(2);
    assertTrue(none.contains("has no known factors; leave out --factors"), none);
  }

  @Test
  void theSameSeedDrawsTheSameData() throws IOException {
    for (String seed : List.of("7", "7", "8")) {
      Path dir = out("seed" + seed);
      cli.json("data", "make", "faces", "--count", "5", "--seed", seed, "--out", dir.toString());
    }
    Map<String, NdArray> seven = Npz.read(out("seed7/faces.npz"));
    assertEquals(5, Objects.requireNonNull(seven.get("x")).shape().get(0));
    assertFalse(
        java.util.Arrays.equals(
            Files.readAllBytes(out("seed7/faces.npz")),
            Files.readAllBytes(out("seed8/faces.npz"))));
  }

  @Test
  void runsAreListedComparedAndDeleted() {
    String doomed = train("dense-ae", "widths=5", "latent=1");
    JsonNode list = cli.json("runs", "list", "--model", "dense-ae").get("runs");
    assertTrue(list.findValuesAsString("id").containsAll(List.of(dense, doomed)));
    assertFalse(list.findValuesAsString("id").contains(vae));
    JsonNode compared = cli.json("runs", "compare", dense, doomed, cnn).get("runs");
    assertEquals(3, compared.size());
    assertTrue(compared.get(doomed).has("bce_nats"));
    assertTrue(cli.run("runs", "compare", dense, cnn).quiet().out().contains("bce_nats"));
    assertEquals(doomed, cli.json("runs", "delete", doomed).get("deleted").asString());
    cli.run("runs", "show", doomed).error(66);
    assertFalse(Files.exists(folder.resolve("home").resolve(doomed)));
  }
}
