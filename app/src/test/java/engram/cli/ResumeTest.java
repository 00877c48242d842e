package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import engram.base.Json;
import engram.exchange.Safetensors;
import engram.exchange.TensorData;
import engram.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** How a resumed training computes. */
class ResumeTest {
  /** Its first layer is large enough for bf16, which would be the default where there is bf16. */
  private static final String TRAINING =
      "train dense-ae --set widths=130 --data digits:120 --steps 4 --checkpoint-seconds 0"
          + " --threads 3 --precision fp32";

  private final Path home;
  private final Cli cli;

  ResumeTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
    this.cli = new Cli(home);
  }

  /** A run that stopped before its last step. */
  private Path interrupted() throws IOException {
    Path run = home.resolve(cli.line(TRAINING + " --json").json().get("run").asString());
    rewrite(run, "\"done\"", "\"running\"");
    Files.delete(run.resolve("checkpoints/step-00000004.safetensors"));
    return run;
  }

  private static void rewrite(Path run, String from, String to) throws IOException {
    Path record = run.resolve("run.json");
    String text = Files.readString(record);
    assertTrue(text.contains(from), text);
    Files.writeString(record, text.replace(from, to));
  }

  private static Map<String, TensorData> weights(Path run) {
    return Safetensors.read(run.resolve("weights.safetensors")).tensors();
  }

  /** How many threads compute once {@code words} have resumed the run. */
  private int threadsAfter(String words) {
    cli.line("train --resume last " + words).quiet();
    return Engine.threads();
  }

  @Test
  void aResumedTrainingComputesAsItBegan() throws IOException {
    Path run = interrupted();
    Map<String, TensorData> whole = weights(run);
    Files.delete(run.resolve("weights.safetensors"));
    Engine.threads(1);
    assertEquals(3, threadsAfter("--json"));
    assertEquals(whole, weights(run));
  }

  @Test
  void whatIsTypedWins() throws IOException {
    interrupted();
    assertEquals(2, threadsAfter("--threads 2"));
  }

  @Test
  void anotherPrecisionThatIsTypedChangesTheWeights() throws IOException {
    assumeTrue(Engine.hasBf16(), "no bf16 here");
    Path run = interrupted();
    Map<String, TensorData> whole = weights(run);
    cli.line("train --resume last --precision bf16").quiet();
    assertNotEquals(whole, weights(run));
  }

  @Test
  void whatAConfigurationSaysWins() throws IOException {
    interrupted();
    Path config = Files.writeString(home.resolve("c.yaml"), "threads: 2");
    assertEquals(2, threadsAfter("--config " + config));
  }

  @Test
  void aDeviceThatIsGoneIsRefusedUnlessAnotherIsNamed() throws IOException {
    Path run = interrupted();
    rewrite(run, "\"device\" : \"cpu\"", "\"device\" : \"gone\"");
    String before = Files.readString(run.resolve("run.json"));
    String error = cli.line("train --resume last").error(2);
    assertTrue(error.contains("got 'gone'"), error);
    assertEquals(before, Files.readString(run.resolve("run.json")));
    cli.line("train --resume last --device cpu").quiet();
  }

  @Test
  void aRecordThatDoesNotSayHowToComputeMeansTheDefaults() throws IOException {
    Path run = interrupted();
    Path file = run.resolve("run.json");
    ObjectNode record = Json.read(file, ObjectNode.class);
    record.put("format_version", 2).withObject("request").remove("compute");
    Files.writeString(file, Json.pretty(record));
    assertEquals(Runtime.getRuntime().availableProcessors(), threadsAfter("--json"));
  }
}
