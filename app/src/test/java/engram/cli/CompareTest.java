package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several models on the same images. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class CompareTest {
  private Path folder;
  private Cli cli;
  private String vae;
  private String dense;
  private String cnn;

  @BeforeAll
  void trainThree(@TempDir Path temporary) {
    folder = temporary;
    cli = new Cli(folder.resolve("home"));
    vae = cli.train("vae", "digits:100", "widths=16", "latent=2");
    dense = cli.train("dense-ae", "digits:100", "widths=16", "latent=3");
    cnn = cli.train("cnn", "digits:100", "conv1=4", "conv2=4", "fc=8");
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  @Test
  void theRowsComeInTheOrderGivenWithWhatEvaluateSays() {
    List<String> order = List.of(dense, cnn, vae);
    JsonNode rows = cli.json("compare", dense, cnn, vae, "--out", out("a").toString()).get("runs");
    assertEquals(order, rows.findValuesAsString("run"));
    for (JsonNode row : rows) {
      String id = row.get("run").asString();
      assertEquals(cli.json("evaluate", id).get("metrics"), row.get("metrics"));
    }
  }

  @Test
  void theTextIsATableWithOneLinePerRun() {
    String text = cli.run("compare", vae, cnn, dense, "--out", out("b").toString()).quiet().out();
    List<String> lines = text.lines().toList();
    assertTrue(lines.get(0).contains("bce_nats") && lines.get(0).contains("accuracy"), text);
    assertTrue(lines.get(1).startsWith(vae) && lines.get(2).startsWith(cnn), text);
    assertTrue(lines.get(3).startsWith(dense) && lines.get(3).contains(" -"), text);
  }

  @Test
  void thePageHoldsTableAndSheetsByItself() throws IOException {
    cli.json("compare", vae, dense, "--count", "5", "--out", out("c").toString());
    String html = Files.readString(out("c").resolve("compare.html"));
    for (String part : List.of(vae, dense, "bce_nats", "fid_cnn28", "data:image/png;base64")) {
      assertTrue(html.contains(part), part);
    }
    assertFalse(html.contains("src=\"http") || html.contains("<script"));
    BufferedImage both = ImageIO.read(out("c").resolve("reconstructions.png").toFile());
    BufferedImage drawn = ImageIO.read(out("c").resolve("samples.png").toFile());
    assertEquals(3.0 / 2, both.getHeight() / (double) drawn.getHeight(), 0.1);
  }

  @Test
  void classifiersAloneGiveATableWithoutPictures() {
    JsonNode o = cli.json("compare", cnn, cnn, "--out", out("d").toString());
    assertEquals(1, o.get("files").size());
    assertFalse(Files.exists(out("d").resolve("samples.png")));
  }

  @Test
  void imagesOfDifferentSizesAreRefused() {
    String faces = cli.train("dense-ae", "faces:40", "widths=4", "latent=2");
    String line = "compare " + vae + " " + faces + " --out " + out("n");
    String error = cli.line(line).error(2);
    assertTrue(error.contains("1x28x28") && error.contains("64x64"), error);
    cli.line("compare " + vae + " " + dense + " --data faces:40 --out " + out("n")).error(2);
    assertTrue(Files.notExists(out("n")));
  }
}
