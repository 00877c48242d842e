package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Json;
import engram.paper.Experiment;
import engram.paper.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Papers reproduced on the command line. */
@SuppressWarnings("NullAway.Init")
class ReproduceTest {
  @TempDir Path folder;
  private Cli cli;
  private Path out;

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
    out = folder.resolve("out");
  }

  private Cli.Reply reproduce(String words) {
    return cli.line("reproduce " + words + " --data digits:60 --out " + out);
  }

  private JsonNode json(String words, int code) {
    Cli.Reply reply = reproduce(words + " --json");
    assertEquals(code, reply.code(), reply.err());
    return Json.tree(Path.of("stdout"), reply.out());
  }

  @Test
  void everyCheckIsListedAndAFailedOneMakesTheExitCodeOne() throws IOException {
    JsonNode all = json("pretend", 1);
    assertEquals(2, all.get("checks").size());
    assertTrue(all.get("checks").get(0).get("verdict").get("holds").asBoolean());
    assertFalse(all.get("checks").get(1).get("verdict").get("holds").asBoolean());
    assertEquals(1, all.get("failures").size());
    assertTrue(all.get("failures").get(0).asString().contains("no-such-run"));
    assertEquals(2, all.get("failed").asInt());
    String page = Files.readString(out.resolve("pretend.html"));
    for (String said :
        List.of("Nobody 1900", "pass", "FAIL", "no-such-run", "data:image/png", "--only table-1")) {
      assertTrue(page.contains(said), said);
    }
  }

  @Test
  void whatIsFinishedIsKeptAndWhatIsTrainedIsTrainedOnce() {
    String home = " --json";
    Cli.Reply first = reproduce("pretend" + home);
    Cli.Reply second = reproduce("pretend" + home);
    assertTrue(first.err().contains("engram train dense-ae"), first.err());
    assertFalse(second.err().contains("engram train"), second.err());
    assertTrue(second.err().contains("evaluate no-such-run"), "what failed is tried again");
    JsonNode a = Json.tree(Path.of("first"), first.out());
    JsonNode b = Json.tree(Path.of("second"), second.out());
    assertEquals(a.get("checks"), b.get("checks"));
    Cli.Reply other = reproduce("pretend --seed 2");
    assertTrue(other.err().contains("--seed 2"), other.err());
  }

  @Test
  void theSameSeedGivesTheSameNumbersAndAnotherGivesOthers() {
    JsonNode once = measured("once", 1);
    assertEquals(once, measured("twice", 1));
    assertNotEquals(once, measured("other", 2));
  }

  private JsonNode measured(String where, int seed) {
    cli = new Cli(folder.resolve(where));
    out = folder.resolve(where + "-out");
    String words = "pretend --only figure-1 --seed " + seed;
    return json(words, 0).get("checks").get(0).get("verdict").get("ours");
  }

  @Test
  void oneExperimentCanBeMadeAlone() {
    JsonNode all = json("pretend --only figure-1", 0);
    assertEquals(1, all.get("checks").size());
    assertTrue(Files.isRegularFile(out.resolve("pretend-figure-1.html")));
  }

  @Test
  void unknownNamesAreRefusedWithTheNearest() {
    assertTrue(reproduce("iriate").error(2).contains("iriarte"));
    assertTrue(reproduce("pretend --only figure-2").error(2).contains("figure-1"));
    reproduce("all --only figure-2").error(2);
    reproduce("pretend --scale huge").error(2);
  }

  @Test
  void dataThatIsNotThereIsSaidBeforeAnyExperiment() {
    String error = cli.line("reproduce pretend --data nosuch --out " + out).error(66);
    assertTrue(error.contains("nosuch"), error);
    assertFalse(Files.exists(out));
  }

  @Test
  void theNameOfTheDataMayHaveSpaces() {
    String folder = out.resolveSibling("drawn digits").toString();
    String[] make = {"data", "make", "digits", "--count", "60", "--out", folder};
    String data = cli.json(make).get("file").asString();
    String[] words = {"reproduce", "pretend", "--only", "figure-1", "--data", data};
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--out";
    all[words.length + 1] = out.toString();
    assertEquals(0, cli.run(all).code());
  }

  @Test
  void theFivePapersAreThereAndNameTheirExperimentsApart() {
    List<Recipe> all =
        StreamSupport.stream(ServiceLoader.load(Recipe.class).spliterator(), false)
            .filter(r -> !(r instanceof PretendPaper))
            .toList();
    assertEquals(
        Set.of("dolgikh", "iriarte", "barari", "mathews", "sayapaneni"),
        new HashSet<>(all.stream().map(Recipe::name).toList()));
    for (Recipe recipe : all) {
      List<String> ids = recipe.experiments().stream().map(Experiment::id).toList();
      assertEquals(ids.size(), new HashSet<>(ids).size(), recipe.name());
    }
  }

  /** All five papers on drawn digits, where no data was fetched: half an hour on two cores. */
  @Test
  @Tag("slow")
  void everyExperimentOfTheFivePapersRuns() {
    for (String paper : List.of("dolgikh", "iriarte", "barari", "mathews", "sayapaneni")) {
      Cli.Reply reply =
          cli.line("reproduce " + paper + " --scale quick --data digits --json --out " + out);
      JsonNode all = Json.tree(Path.of("stdout"), reply.out());
      assertEquals(0, all.get("failures").size(), all.get("failures").toString());
      assertTrue(all.get("checks").size() >= 5, reply.out());
    }
  }
}
