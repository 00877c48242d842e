package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.exchange.Safetensors;
import engram.exchange.TensorData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trainings in processes of their own, interrupted and killed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptTest {
  private static final String WEIGHTS = "weights.safetensors";
  private static final String TRAINING =
      "train vae --data digits:150 --steps 200 --batch 20 --set widths=12 --set latent=2"
          + " --threads 1 --seed 3";

  private final Path folder;
  private final Path home;
  private final Cli cli;
  private final Cli elsewhere;

  InterruptTest(@TempDir Path folder) {
    this.folder = folder;
    this.elsewhere = new Cli(folder.resolve("elsewhere"));
    this.home = folder.resolve("home");
    this.cli = new Cli(home);
  }

  /** A process that runs {@code line}; SIGINT reaches it also if this process ignores SIGINT. */
  private Process start(String line, String log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.home=" + System.getProperty("user.home"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    command.addAll(List.of(cli.words(line.split(" ", -1))));
    ProcessBuilder builder = new ProcessBuilder(command);
    // The JVM announces these options on standard error, which is what a child is judged by.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder
        .redirectOutput(folder.resolve(log + ".out").toFile())
        .redirectError(folder.resolve(log + ".err").toFile())
        .start();
  }

  /** A training that saves a checkpoint after each step, and is now somewhere in the middle. */
  private Process midway() throws Exception {
    return reaching("step-00000010");
  }

  /** The same, that has just written {@code weights} or some that come after. */
  private Process reaching(String weights) throws Exception {
    Process child = start(TRAINING + " --checkpoint-seconds 0", "child");
    while (newestWeights().compareTo(weights) < 0) {
      assertFalse(child.waitFor(10, TimeUnit.MILLISECONDS), read("child.err"));
    }
    return child;
  }

  private String newestWeights() throws IOException {
    if (!Files.isDirectory(home)) {
      return "";
    }
    try (Stream<Path> files = Files.find(home, 4, (f, a) -> f.toString().endsWith("safetensors"))) {
      return files.map(f -> String.valueOf(f.getFileName())).max(String::compareTo).orElse("");
    } catch (java.io.UncheckedIOException e) {
      return "";
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }

  private static Map<String, TensorData> weights(JsonNode run) {
    return Safetensors.read(Path.of(run.get("report").asString()).resolveSibling(WEIGHTS))
        .tensors();
  }

  private JsonNode uninterrupted() {
    return elsewhere.json(TRAINING.split(" ", -1));
  }

  private void resumedEquals(JsonNode whole) {
    JsonNode resumed = cli.json("train", "--resume", "last");
    assertEquals(weights(whole), weights(resumed));
    for (String same : List.of("steps", "train_loss", "validation_loss", "test", "ending")) {
      assertEquals(whole.get(same), resumed.get(same), same);
    }
    String id = resumed.get("run").asString();
    JsonNode history = cli.json("runs", "show", id).get("history");
    String wholeId = whole.get("run").asString();
    assertEquals(elsewhere.json("runs", "show", wholeId).get("history"), history);
    assertTrue(cli.json("runs", "verify", id).get("changed").isEmpty());
  }

  private String lastStatus() {
    return cli.json("runs", "list").get("runs").get(0).get("status").asString();
  }

  private void interrupt(Process child) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-INT", "" + child.pid()).start().waitFor());
    assertEquals(130, child.waitFor());
    String said = read("child.err");
    assertTrue(
        said.matches(
            "engram: error: interrupted at step \\d+; go on with: engram train --resume \\S+"
                + " \\[130]\\R"),
        said);
    assertEquals("", read("child.out"));
    assertEquals("interrupted", lastStatus());
    assertTrue(cli.json("runs", "verify", "last").get("changed").isEmpty());
  }

  @Test
  void anInterruptedTrainingGoesOnAsIfNothingHadHappened() throws Exception {
    JsonNode whole = uninterrupted();
    Process child = midway();
    assertEquals("running", lastStatus());
    String busy = cli.run("train", "--resume", "last").error(75);
    assertTrue(busy.contains("in use by process " + child.pid()), busy);
    cli.run("runs", "delete", "last").error(75);
    interrupt(child);
    resumedEquals(whole);
  }

  @Test
  void aTrainingInterruptedAfterItsLastStepIsMeasuredWhenItGoesOn() throws Exception {
    JsonNode whole = uninterrupted();
    interrupt(reaching(WEIGHTS));
    resumedEquals(whole);
  }

  @Test
  void aKilledTrainingGoesOnFromItsLastCheckpoint() throws Exception {
    JsonNode whole = uninterrupted();
    Process child = midway();
    child.destroyForcibly();
    assertEquals(137, child.waitFor());
    assertEquals("interrupted", lastStatus());
    resumedEquals(whole);
  }

  @Test
  void twoTrainingsAtOnceShareTheRegistry() throws Exception {
    String line = TRAINING.replace("200", "20");
    Process first = start(line + " --json", "first");
    Process second = start(line + " --json", "second");
    assertEquals(0, first.waitFor(), read("first.err"));
    assertEquals(0, second.waitFor(), read("second.err"));
    JsonNode runs = cli.json("runs", "list").get("runs");
    assertEquals(2, runs.size());
    for (JsonNode run : runs) {
      assertEquals("done", run.get("status").asString());
      String id = run.get("id").asString();
      assertTrue(cli.json("runs", "verify", id).get("changed").isEmpty());
    }
    JsonNode one = engram.base.Json.tree(folder, read("first.out"));
    JsonNode other = engram.base.Json.tree(folder, read("second.out"));
    assertEquals(weights(one), weights(other));
  }
}
