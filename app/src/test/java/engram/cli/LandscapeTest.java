package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.exchange.Npy;
import engram.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Landscapes of trained models on the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class LandscapeTest {
  private static final String SPARSE =
      "train sparse-conv-ae --data digits:300 --steps 60 --batch 50 --set latent=8 --set l1=0.001";

  private Path folder;
  private Cli cli;
  private String one;
  private String two;

  @BeforeAll
  void train(@TempDir Path home) {
    folder = home;
    cli = new Cli(folder.resolve("home"));
    one = run(SPARSE + " --seed 1");
    two = run(SPARSE + " --seed 2");
  }

  private String run(String train) {
    return cli.json(train.split(" ", -1)).get("run").asString();
  }

  private JsonNode landscape(Path out, String words) {
    return cli.line("landscape " + words + " --covered 0 --cluster-share 0.1 --json --out " + out)
        .json();
  }

  @Test
  void twoRunsAreMappedJudgedAndHeldAgainstEachOther() throws IOException {
    run("train cnn --data digits:300 --steps 30");
    Path out = folder.resolve("both");
    JsonNode all = landscape(out, one + " " + two);
    assertEquals(2, all.get("runs").size());
    JsonNode first = all.get("runs").get(0);
    int size = first.get("size").asInt();
    assertTrue(size >= 1);
    double recognition = first.get("recognition").asDouble();
    assertTrue(recognition >= 0 && recognition <= 1);
    assertEquals(10, first.get("population").size());
    assertEquals(1, first.get("continuity").get(0).get("share").asDouble(), "at the centre");
    assertEquals(1, all.get("agreement").size());
    for (JsonNode file : all.get("files")) {
      assertTrue(Files.size(Path.of(file.asString())) > 100, file.asString());
    }
    String name = "centres-" + one.replaceFirst("^\\d{8}-\\d{6}-", "") + ".npy";
    Matrix centres = Npy.open(out.resolve(name)).toMatrix();
    assertEquals(size, centres.rows());
    assertEquals(8, centres.columns());
    long lines = Files.readAllLines(out.resolve("clusters.csv")).size();
    assertEquals(1 + size + all.get("runs").get(1).get("size").asInt(), lines);
  }

  @Test
  void theThreadsDoNotShow() throws IOException {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    landscape(a, one + " --threads 1");
    landscape(b, one + " --threads 2");
    String file = "clusters.csv";
    assertFalse(Files.readString(a.resolve(file)).isEmpty());
    assertEquals(Files.readString(a.resolve(file)), Files.readString(b.resolve(file)));
  }

  @Test
  void whatHasNoLandscapeIsSaidInOneLine() {
    String out = " --out " + folder.resolve("none");
    String flat = run("train dense-ae --data digits:50 --steps 1 --set latent=2");
    assertTrue(cli.line("landscape " + flat + out).error(2).contains("[3, 128]"), "too few units");
    String signed = run("train dense-ae --data digits:50 --steps 1 --set latent=4");
    assertTrue(cli.line("landscape " + signed + out).error(2).contains("0 or more"));
    assertTrue(
        cli.line("landscape " + one + " --cluster-share 1" + out).error(2).contains("lower"));
    cli.line("landscape " + one + " --bandwidth 0" + out).error(2);
    cli.line("landscape " + one + " --significant 2" + out).error(2);
    cli.line("landscape " + one + " --judge " + two + out).error(2);
  }
}
