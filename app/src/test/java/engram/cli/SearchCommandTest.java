package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Searches with real trainings. */
class SearchCommandTest {
  private static final String SPACE =
      """
      latent: {from: 2, to: 9}
      learning_rate: {from: 1e-4, to: 1e-1, log: true}
      activation: [relu, elu]
      """;

  private final Path folder;
  private final Cli cli;

  SearchCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.cli = new Cli(folder.resolve("home"));
    Files.writeString(folder.resolve("s.yaml"), SPACE);
  }

  private JsonNode search(String options) {
    return search("digits:200", options);
  }

  private JsonNode search(String data, String options) {
    String line =
        "search dense-ae --data %s --set widths=8 --threads 2 --space %s %s"
            .formatted(data, folder.resolve("s.yaml"), options);
    return cli.json(line.split(" ", -1));
  }

  /** What does not depend on the clock: configurations, how far they came, and to what. */
  private static List<String> facts(JsonNode search) {
    List<String> facts = new ArrayList<>();
    for (JsonNode trial : search.get("trials")) {
      facts.add(
          trial.get("values")
              + " "
              + trial.get("epochs")
              + " "
              + trial.get("status")
              + " "
              + trial.get("value"));
    }
    return facts;
  }

  @Test
  void aSearchLeavesRunsFiguresATableAndABestRunToUse() throws IOException {
    JsonNode o = search("--trials 5 --epochs 2");
    assertEquals(5, o.get("trials").size());
    JsonNode best = o.get("best");
    for (JsonNode trial : o.get("trials")) {
      assertTrue(trial.get("value").asDouble() >= best.get("value").asDouble());
    }
    Path left = Path.of(o.get("folder").asString());
    for (String figure : List.of("history", "importance", "parallel", "slices", "curves")) {
      assertTrue(Files.size(left.resolve("figures").resolve(figure + ".png")) > 1000, figure);
    }
    assertEquals(1 + 5, Files.readAllLines(left.resolve("trials.csv")).size());
    assertTrue(Files.readString(left.resolve("report.html")).contains("functional analysis"));
    String run = best.get("run").asString();
    JsonNode record = cli.json("runs", "show", run);
    assertEquals(o.get("search"), record.get("request").get("parent"));
    assertEquals(2, record.get("request").get("compute").get("threads").asInt());
    assertEquals(o.get("test"), record.get("metrics"));
    assertTrue(cli.json("runs", "verify", run).get("changed").isEmpty());
    cli.run("encode", run, "--out", folder.resolve("z.npy").toString()).quiet();
    assertTrue(Files.exists(folder.resolve("home").resolve(run).resolve("report.html")));
  }

  @ParameterizedTest
  @CsvSource({"tpe, 12, 1", "asha, 6, 4"})
  void aKilledSearchGoesOnToTheSameTrials(String strategy, int trials, int epochs)
      throws IOException {
    JsonNode whole =
        search("--strategy %s --trials %d --epochs %d --eta 2".formatted(strategy, trials, epochs));
    Path journal = Path.of(whole.get("folder").asString()).resolve("trials.jsonl");
    byte[] all = Files.readAllBytes(journal);
    Files.write(journal, java.util.Arrays.copyOf(all, all.length / 2));
    JsonNode resumed = cli.json("search", "--resume", "last");
    assertEquals(facts(whole), facts(resumed));
    assertEquals(whole.get("trials").get(0).get("run"), resumed.get("trials").get(0).get("run"));
    assertEquals(whole.get("test"), resumed.get("test"));
  }

  @Test
  void trialsAtOnceAreTheSameEachTimeAndAreTheRunsOfOthersToo() {
    String line = "--strategy asha --trials 4 --epochs 4 --eta 2 --parallel 2";
    JsonNode first = search(line);
    int runs = runs();
    CompletableFuture<JsonNode> again = CompletableFuture.supplyAsync(() -> search(line));
    while (runs() < runs + 2 && !again.isDone()) {
      LockSupport.parkNanos(1_000_000);
    }
    terminateAWorker();
    assertEquals(facts(first), facts(again.join()));
    String run = first.get("best").get("run").asString();
    cli.run("encode", run, "--out", folder.resolve("z.npy").toString()).quiet();
  }

  private int runs() {
    return Objects.requireNonNull(
            folder.resolve("home").toFile().list((d, n) -> n.contains("-ae-")))
        .length;
  }

  private static void terminateAWorker() {
    ProcessHandle worker = ProcessHandle.current().children().findFirst().orElseThrow();
    assertTrue(worker.destroy());
  }

  @Test
  void theTimeBoundsASearchThatThenGoesOn() {
    JsonNode o = search("--strategy random --trials 5000 --epochs 1 --time 1s");
    assertEquals("time", o.get("ending").asString());
    int n = o.get("trials").size();
    assertTrue(n >= 1 && n < 100, "trials " + n);
    JsonNode more = cli.json("search", "--resume", "last", "--threads", "2", "--time", "1s");
    assertTrue(more.get("trials").size() >= n);
  }

  @Test
  void aTrialThatDivergesCountsAndIsShown() throws IOException {
    Files.writeString(folder.resolve("s.yaml"), "learning_rate: [0.001, 1]\nbeta: [1, 10000]\n");
    JsonNode o =
        cli.json(
            ("search vae --data digits:200 --set widths=8 --strategy grid --epochs 3 --batch 10"
                    + " --space "
                    + folder.resolve("s.yaml"))
                .split(" ", -1));
    assertEquals(4, o.get("trials").size());
    List<String> ends =
        StreamSupport.stream(o.get("trials").spliterator(), false)
            .map(t -> t.get("status").asString())
            .toList();
    assertTrue(ends.contains("diverged") && ends.contains("trained"), ends.toString());
    assertEquals("trained", o.get("best").get("status").asString());
  }

  @Test
  void moreIsBetterWhereThatIsSaid() {
    String line = "--strategy random --trials 3 --epochs 1 --metric mse_pixel";
    double least = search(line).get("best").get("value").asDouble();
    assertTrue(search(line + " --maximise").get("best").get("value").asDouble() > least);
  }

  private void ashaIsAsGoodAsRandomAtAQuarterOfTheEpochs(int trials, int epochs, String data) {
    String effort = "--batch 20 --eta 4 --trials %d --epochs %d".formatted(trials, epochs);
    JsonNode random = search(data, "--strategy random " + effort);
    JsonNode asha = search(data, "--strategy asha " + effort);
    double best = random.get("best").get("value").asDouble();
    double found = asha.get("best").get("value").asDouble();
    assertTrue(found <= 1.02 * best, found + " against " + best);
    int spent = 0;
    for (JsonNode trial : asha.get("trials")) {
      spent += trial.get("epochs").asInt();
    }
    assertTrue(spent <= trials * epochs / 4, "epochs " + spent);
    assertFalse(asha.get("trials").isEmpty());
  }

  @Test
  void ashaFindsAConfigurationWithinTwoPercentAtAQuarterOfTheEpochs() {
    ashaIsAsGoodAsRandomAtAQuarterOfTheEpochs(8, 16, "digits:1000");
  }

  @Test
  @Tag("slow")
  void ashaDoesSoAmongMoreConfigurationsToo() {
    ashaIsAsGoodAsRandomAtAQuarterOfTheEpochs(32, 16, "digits:10000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          search                                                   | 2  | name a model
          search dense-ae --data digits:99                         | 2  | --space is missing
          search dense-ae --data digits:99 --space iriate          | 66 | did you mean 'iriarte'?
          search dense-ae --data digits:99 --space iriarte         | 78 | no hyperparameter is called 'conv1'
          search vea --data digits:99 --space DIR/s.yaml           | 2  | did you mean 'vae'?
          search dense-ae --space DIR/s.yaml                       | 2  | --data is missing
          search dense-ae --data digits:99 --space DIR/s.yaml --trials 0 | 2 | trials must be
          search dense-ae --data digits:99 --space DIR/s.yaml --strategy best | 2 | --strategy
          search dense-ae --data digits:99 --space DIR/s.yaml --strategy grid | 2 | range of reals
          search dense-ae --data digits:99 --space DIR/s.yaml --strategy asha --eta 1 | 2 | eta must be
          search dense-ae --data digits:99 --space DIR/s.yaml --time 5 | 2 | time must be like
          search dense-ae --data digits:99 --space DIR/s.yaml --parallel 2000 | 2 | parallel must be
          search dense-ae --data digits:99 --space DIR/s.yaml --metric mse | 2 | did you mean 'mse_pixel'?
          search dense-ae --data digits:99 --space DIR/s.yaml --validation 0 | 2 | validation
          search dense-ae --data digits:99 --space DIR/s.yaml --epochs 0 | 2 | epochs must be
          search --resume last                                     | 66 | no search 'last'
          search --resume last --trials 3                          | 2  | leave it out
          """)
  void whatIsWrongIsSaidBeforeAnyTraining(String words, int code, String hint) throws IOException {
    var before = Cli.tree(folder);
    String error = cli.line(words.replace("DIR", folder.toString())).error(code);
    assertTrue(error.contains(hint), error);
    assertEquals(before, Cli.tree(folder));
  }
}
