package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Options from a file. */
class ConfigTest {
  private static final String GOOD = "model: dense-ae\ndata: digits:60\nsteps: 3\n";

  private final Path folder;
  private final Path file;
  private final Cli cli;

  ConfigTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("c.yaml");
    this.cli = new Cli(folder.resolve("home"));
  }

  private String refused(byte[] content) throws IOException {
    Files.write(file, content);
    Map<String, String> before = Cli.tree(folder);
    String error = cli.run("train", "--config", file.toString()).error(78);
    assertEquals(before, Cli.tree(folder));
    assertTrue(error.startsWith("engram: error: " + file + ": "), error);
    return error;
  }

  private String refused(String text) throws IOException {
    return refused(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          epochs: 3~epochs: 4         | line 5: Duplicate
          epoch: 3                    | unknown key 'epoch'; did you mean 'epochs'?
          epochs: "32 "               | epochs must be
          epochs: 1.5                 | epochs must be
          epochs: 1099511627776       | epochs must be
          batch: 0                    | batch must be
          batch: many                 | batch must be
          batch: [1, 2]               | batch must be a single value
          batch:                      | batch must be a single value
          batch: &b 3~threads: *b      | the alias *b
          threads: 0                  | threads must be
          validation: .nan            | validation must be
          schedule: sine              | schedule must be one of
          preset: nothing             | no preset 'nothing'
          set: {latnet: 3}            | did you mean 'latent'?
          set: {latent: "32 "}        | latent must be
          set: {latent: 1.5}          | latent must be
          set: {latent: 1099511627776} | latent must be
          set: {latent: {a: 1}}       | latent
          set: {widths: [[1, 2], [3]]} | set.widths must be a value or a list of values
          set: {widths: [{a: 1}]}     | set.widths must be a value or a list of values
          --- {batch: 3}              | line 4: a second document
          set: 3                      | set must be
          help: true                  | unknown key 'help'
          device: gpu                 | device must be
          deterministic: perhaps      | deterministic must be
          batch: !!java.net.URL [x]   | the tag
          set: !!javax.script.ScriptEngineManager {latent: 2} | the tag
          - batch                     | line
          """)
  void whatIsWrongIsNamed(String line, String hint) throws IOException {
    String error = refused(GOOD + line.replace("~", "\n") + "\n");
    assertTrue(error.contains(hint), error);
  }

  @Test
  void aFileThatIsNoMappingIsRefused() throws IOException {
    assertTrue(refused("").contains("key: value"));
    assertTrue(refused("- a\n- b\n").contains("key: value"));
    assertTrue(refused("just words").contains("key: value"));
    assertTrue(refused("a: [1, 2").contains("line 1"));
  }

  @Test
  void aModelIsOneName() throws IOException {
    for (String none : List.of("[vae]", "{vae: 1}", "")) {
      assertTrue(refused("model: " + none + "\n").contains("model must be a single value"), none);
    }
  }

  @Test
  void absurdDepthIsRefused() throws IOException {
    assertTrue(refused("a: " + "[".repeat(200) + "]".repeat(200)).contains("line 1: nested"));
    refused("set: " + "[".repeat(100_000));
    refused("set: " + "{a: ".repeat(100_000));
  }

  @Test
  void anAliasBombIsRefused() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    refused(bomb.toString());
  }

  @Test
  void whatAResumedRunHasAlreadyIsRefused() throws IOException {
    for (String line : List.of("epochs: 5", "seed: 9", "set: {latent: 2}", "model: vae")) {
      Files.writeString(file, line + "\n");
      String error = cli.run("train", "--resume", "last", "--config", file.toString()).error(78);
      assertTrue(error.contains(line.substring(0, line.indexOf(':')) + ": --resume"), error);
    }
  }

  @Test
  void bytesThatAreNotTextAreRefusedWithTheirPlace() throws IOException {
    assertTrue(refused(new byte[] {'a', ':', (byte) 0xC3, '('}).contains("byte 2"));
    assertTrue(refused(new byte[] {'a', ':', 0, '1'}).contains("byte 2"));
    assertTrue(refused("\uFEFF" + GOOD).contains("byte 0"));
    assertTrue(refused(new byte[(1 << 20) + 1]).contains("larger than"));
  }

  @Test
  void whatIsTypedWinsAndIsBlamedForItsOwnMistakes() throws IOException {
    Files.writeString(file, GOOD + "set: {latent: 3, widths: [7]}\nseed: 4\n");
    String config = file.toString();
    JsonNode run = cli.json("train", "--config", config, "--set", "latent=2", "--epochs", "1");
    assertEquals(1, run.get("steps").asInt());
    JsonNode shown = cli.json("runs", "show", "last").get("request");
    assertEquals(2, shown.get("spec").get("latent").asInt());
    assertEquals("[7]", shown.get("spec").get("widths").toString());
    assertEquals(4, shown.get("seed").asInt());
    cli.run("train", "dense-ae", "--config", config, "--set", "latent=0").error(2);
    cli.run("train", "dense-ae", "--config", config, "--batch=0").error(2);
  }
}
