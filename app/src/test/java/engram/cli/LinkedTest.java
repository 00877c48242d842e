package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.exchange.Npy;
import engram.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models of several modalities on the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class LinkedTest {
  private Path folder;
  private Cli cli;
  private JsonNode linked;
  private JsonNode ordinal;

  @BeforeAll
  void trainBoth(@TempDir Path home) {
    folder = home;
    cli = new Cli(folder.resolve("home"));
    linked = cli.json(words("train linked-lca"));
    ordinal = cli.json(words("train ordinal-lca"));
  }

  private static String[] words(String train) {
    return (train + " --data digits:300 --link arial --steps 20 --set atoms=40").split(" ", -1);
  }

  private static String run(JsonNode trained) {
    return trained.get("run").asString();
  }

  private Matrix encoded(String... more) {
    Path file = folder.resolve("z.npy");
    String[] words = {"encode", run(linked), "--out", file.toString()};
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    cli.json(all);
    return Npy.open(file).toMatrix();
  }

  @Test
  void theReportShowsBothDictionariesAndWhatOneDrawsOfTheOther() throws IOException {
    Path figures = Path.of(linked.get("folder").asString()).resolve("figures");
    for (String name : List.of("atoms", "atoms-linked", "linked", "active-units", "solver-gap")) {
      assertTrue(Files.size(figures.resolve(name + ".png")) > 1000, name);
    }
    for (String metric : List.of("linked_read", "linked_mse_pixel", "energy", "l1")) {
      assertTrue(linked.get("test").get(metric).asDouble() >= 0, metric);
    }
  }

  @Test
  void aCodeMayBeFoundFromAnyModalities() {
    Matrix image = encoded();
    Matrix print = encoded("--using", "1");
    Matrix both = encoded("--using", "0,1");
    assertEquals(image, encoded("--using", "0"));
    assertFalse(image.equals(print) || image.equals(both) || print.equals(both));
    assertEquals(40, print.columns());
  }

  @Test
  void aCodeIsDecodedIntoAnyModality() {
    encoded();
    String z = folder.resolve("z.npy").toString();
    Path image = folder.resolve("image.npy");
    Path print = folder.resolve("print.npy");
    cli.json("decode", run(linked), "--codes", z, "--out", image.toString());
    cli.json("decode", run(linked), "--codes", z, "--into", "1", "--out", print.toString());
    assertEquals(List.of(300L, 1L, 28L, 28L), Npy.open(print).shape());
    assertFalse(Npy.open(image).toMatrix().equals(Npy.open(print).toMatrix()));
  }

  @Test
  void aClassIsDrawnByDrivingItsBlock() throws IOException {
    Path threes = folder.resolve("threes.png");
    cli.json("sample", run(ordinal), "--of", "3", "--count", "20", "--out", threes.toString());
    assertTrue(Files.size(threes) > 500);
    assertTrue(ordinal.get("test").get("block_share").asDouble() > 0);
    cli.json("train", "cnn", "--data", "digits:300", "--steps", "3");
    double read =
        cli.json("evaluate", run(ordinal)).get("metrics").get("driven_accuracy").asDouble();
    assertTrue(read >= 0 && read <= 1, "read " + read);
  }

  @Test
  void whatIsMissingIsSaidInOneLine() {
    String data = "--data digits:300";
    expect("needs a modality linked to the images", "train linked-lca --steps 2 " + data);
    expect("modalities 0 to 1, got 2", "encode " + run(linked) + " --using 2 --out x.npy");
    expect("has no modality 1", "encode " + run(linked) + " --using 1 --out x.npy " + data);
    expect("does not generate", "sample " + run(linked) + " --of 3 --out x.png");
    expect("no class is called '33'", "sample " + run(ordinal) + " --of 33 --out x.png");
    expect("linked to it 200", "train linked-lca --steps 2 --link digits:200 " + data);
    expect("lambda", "train lca --steps 2 --set lambda=0 " + data);
    expect("classes 0 to 9", "train linked-lca --steps 2 --data faces:20 --link arial");
  }

  private void expect(String part, String line) {
    String said = cli.line(line).error(2);
    assertTrue(said.contains(part), said);
  }
}
