package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.exchange.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a training leaves behind. */
class TrainTest {
  private static final String SMALL = " --data digits:120 --steps 12 --threads 1";

  private final Path home;
  private final Cli cli;

  TrainTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
    this.cli = new Cli(home);
  }

  private JsonNode train(String words) {
    return cli.json(("train " + words).split(" ", -1));
  }

  private JsonNode metrics(String line) {
    return cli.line(line).json().get("metrics");
  }

  private Path folder(JsonNode run) {
    return home.resolve(run.get("run").asString());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  @Test
  void aRunKnowsItsDataFromEveryFolder() throws IOException {
    Path file = home.resolveSibling("grey.npy").toAbsolutePath();
    Npy.write(file, NdArray.of(new float[20 * 16], 20, 4, 4));
    Path relative = Path.of("").toAbsolutePath().relativize(file);
    String words = "dense-ae --steps 1 --set widths=4 --data D --link D";
    JsonNode run = train(words.replace("D", relative.toString()));
    JsonNode data = cli.json("runs", "show", run.get("run").asString()).get("request").get("data");
    assertEquals(file.toString(), data.get("name").asString());
    assertEquals(file.toString(), data.get("details").get("reading").get("link").asString());
  }

  @Test
  void aPresetIsTrainedInItsOwnWayUnlessToldOtherwise() {
    String words = "aae --preset normal-8d --set widths=9 --set critic=9" + SMALL;
    assertEquals(100, epochs(train(words)));
    assertEquals(7, epochs(train(words.replace("--steps 12", "--epochs 7"))));
    assertEquals(20, epochs(train("aae --set widths=9 --set critic=9" + SMALL)));
  }

  private int epochs(JsonNode run) {
    JsonNode record = cli.json("runs", "show", run.get("run").asString());
    return record.get("request").get("plan").get("epochs").asInt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vae --set latent=2 --set widths=9",
        "dense-ae --set widths=9",
        "conv-ae --set fc=9",
        "cnn --set fc=9"
      })
  void aRunHoldsEverythingAndVerifies(String words) throws IOException {
    JsonNode run = train(words + SMALL);
    Path folder = folder(run);
    List<String> files = names(folder);
    List<String> expected =
        List.of(
            "SHA256SUMS",
            "checkpoints",
            "figures",
            "report.html",
            "run.json",
            "weights.safetensors");
    assertTrue(files.containsAll(expected), files.toString());
    assertEquals(
        List.of("step-00000000.safetensors", "step-00000012.safetensors"),
        names(folder.resolve("checkpoints")));
    List<String> figures = names(folder.resolve("figures"));
    assertTrue(figures.size() >= 2 && figures.contains("loss-steps.png"), figures.toString());
    assertTrue(figures.stream().allMatch(name -> name.endsWith(".png")), figures.toString());
    assertTrue(cli.json("runs", "verify", "last").get("missing").isEmpty());
    assertEquals(12, run.get("steps").asInt());
    assertEquals("finished", run.get("ending").asString());
    for (String number : List.of("parameters", "seconds", "steps_per_second")) {
      assertTrue(run.get(number).asDouble() > 0, number);
    }
    assertTrue(run.get("train_loss").isNumber() && run.get("validation_loss").isNumber());
    assertTrue(Files.readString(folder.resolve("report.html")).contains("data:image/png;base64"));
    assertEquals("done", cli.json("runs", "show", "last").get("status").asString());
  }

  @Test
  void laterCommandsReadImagesAsTheTrainingDid() {
    JsonNode run = train("dense-ae --set widths=9 --binarise threshold" + SMALL);
    String mse = "mse_pixel";
    assertEquals(run.get("test").get(mse), metrics("evaluate last --json").get(mse));
    Cli.Reply grey = cli.line("evaluate last --json --data digits:120").well();
    assertTrue(grey.err().contains("was trained with --binarise threshold"), grey.err());
    assertEquals(2, grey.err().split("binarise", -1).length, grey.err());
    assertNotEquals(run.get("test").get(mse), grey.json().get("metrics").get(mse));
  }

  @Test
  void aChangedFileFailsItsVerification() throws IOException {
    Path folder = folder(train("dense-ae --set widths=9" + SMALL));
    Files.writeString(folder.resolve("report.html"), "changed");
    Cli.Reply reply = cli.run("runs", "verify", "last");
    assertEquals(1, reply.code());
    assertTrue(reply.out().contains("report.html"), reply.out());
  }

  @Test
  void withoutATerminalNothingIsSaidButTheResult() {
    Cli.Reply reply = cli.line("train dense-ae --set widths=9" + SMALL).quiet();
    assertTrue(reply.out().startsWith("run "), reply.out());
    assertTrue(reply.out().contains("report.html"), reply.out());
  }

  @Test
  void theSameCommandGivesTheSameWeights() {
    var first = weights(train("vae --set widths=9" + SMALL));
    assertEquals(first, weights(train("vae --set widths=9" + SMALL)));
    assertTrue(!first.equals(weights(train("vae --set widths=9 --seed 2" + SMALL))));
  }

  private Object weights(JsonNode run) {
    return Safetensors.read(folder(run).resolve("weights.safetensors")).tensors();
  }

  @Test
  void aDivergedTrainingKeepsItsLastGoodWeights() throws IOException {
    String words = "train vae --data digits:120 --epochs 400 --set learning_rate=1 --set widths=9";
    String error = cli.line(words + " --set activation=linear").error(3);
    assertTrue(
        error.matches(
            "(?s).*training diverged: phase '\\w+', step \\d+: .* at learning rate 1; lower .*"),
        error);
    JsonNode run = cli.json("runs", "show", "last");
    assertEquals("diverged", run.get("status").asString());
    assertTrue(run.get("events").get(0).asString().startsWith("training diverged"));
    cli.json("encode", "last", "--data", "digits:20", "--out", home.resolve("z.npy").toString());
    assertTrue(cli.json("runs", "verify", "last").get("changed").isEmpty());
  }

  @Test
  void aRunThatWasKilledBeforeItsReportIsFinishedByResuming() throws IOException {
    JsonNode run = train("dense-ae --set widths=9 --patience 1" + SMALL);
    Path record = folder(run).resolve("run.json");
    String killed = Files.readString(record).replace("\"done\"", "\"running\"");
    Files.writeString(record, killed);
    Files.delete(folder(run).resolve("report.html"));
    Files.delete(folder(run).resolve("weights.safetensors"));
    JsonNode resumed = cli.json("train", "--resume", "last");
    for (String same : List.of("run", "steps", "train_loss", "validation_loss", "test")) {
      assertEquals(run.get(same), resumed.get(same), same);
    }
    assertTrue(Files.exists(folder(run).resolve("report.html")));
    cli.run("train", "--resume", "last").error(2);
  }

  @Test
  void resumingTakesEverythingFromTheRun() throws IOException {
    JsonNode run = train("dense-ae --set widths=9" + SMALL);
    Path record = folder(run).resolve("run.json");
    Files.writeString(record, Files.readString(record).replace("\"done\"", "\"running\""));
    assertTrue(cli.line("train --resume last --epochs 3").error(2).contains("--epochs"));
    assertTrue(cli.line("train vae --resume last").error(2).contains("MODEL"));
    String before = Files.readString(record);
    String other = cli.line("train --resume last --data digits:121").error(2);
    assertTrue(other.contains("has changed since this run began"), other);
    cli.line("train --resume last --data no-such-data").error(66);
    assertEquals(before, Files.readString(record), "what is refused changes nothing");
    cli.json("train", "--resume", "last");
  }

  @Test
  void mnistTrains() {
    String data = Objects.requireNonNullElse(System.getenv("ENGRAM_DATA"), "../../shared/data");
    boolean there = Files.isDirectory(Path.of(data, "mnist"));
    if (!there && "true".equals(System.getenv("ENGRAM_REQUIRE_DATA"))) {
      throw new AssertionError("mnist must be in " + data);
    }
    org.junit.jupiter.api.Assumptions.assumeTrue(there, "no mnist in " + data);
    String mnist = Path.of(data, "mnist").toString();
    JsonNode run =
        train(
            "cnn --set conv1=8 --set conv2=16 --set fc=32 --steps 60 --threads 2 --data "
                + mnist
                + ":1000");
    assertTrue(run.get("test").get("accuracy").asDouble() > 0.6, run.toString());
  }
}
