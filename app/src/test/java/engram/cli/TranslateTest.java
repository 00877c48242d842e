package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.exchange.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class TranslateTest {
  private Path folder;
  private Cli cli;
  private String shared;
  private String cnn;

  @BeforeAll
  void trainBoth(@TempDir Path home) {
    folder = home;
    cli = new Cli(folder.resolve("home"));
    shared = train("shared-ae", "widths=16", "latent=8");
    cnn = train("cnn", "conv1=2", "conv2=2");
  }

  private String train(String model, String first, String second) {
    return cli.json(
            "train", model, "--data", "faces:100", "--steps", "10", "--set", first, "--set", second)
        .get("run")
        .asString();
  }

  private String[] command(String run, String from, String to, String file) {
    String out = folder.resolve(file).toString();
    return new String[] {
      "translate", run, "--data", "faces:100", "--from", from, "--to", to, "--out", out
    };
  }

  @Test
  void everyImageOfTheClassIsTranslatedAndMeasured() {
    JsonNode made = cli.json(command(shared, "glasses", "no glasses", "t.npy"));
    int images = made.get("images").asInt();
    assertTrue(images > 20 && images < 80, images + " of 100");
    assertEquals(List.of((long) images, 3L, 64L, 64L), Npy.open(folder.resolve("t.npy")).shape());
    for (String share : List.of("read_as_target_before", "read_as_target")) {
      double value = made.get("metrics").get(share).asDouble();
      assertTrue(value >= 0 && value <= 1, share + " = " + value);
    }
    double before = made.get("metrics").get("factor_agreement_before").asDouble();
    assertTrue(before > 0.05 && before <= 1, "agreement of the images as they were " + before);
    double agreement = made.get("metrics").get("factor_agreement").asDouble();
    assertTrue(agreement < before, agreement + " after a few steps, " + before + " before");
  }

  @Test
  void aPictureIsWrittenToo() throws Exception {
    cli.json(command(shared, "no glasses", "glasses", "t.png"));
    assertTrue(Files.size(folder.resolve("t.png")) > 1000);
  }

  @Test
  void anUnknownClassOrAModelThatCannotIsRefusedInOneLine() {
    String wrong = cli.run(command(shared, "glases", "no glasses", "x.png")).error(2);
    assertTrue(wrong.contains("did you mean 'glasses'"), wrong);
    String unable = cli.run(command(cnn, "glasses", "no glasses", "x.png")).error(2);
    assertTrue(unable.contains("does not translate"), unable);
  }
}
