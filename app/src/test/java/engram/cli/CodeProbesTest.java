package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What classifiers read from codes, as {@code evaluate} says it. */
class CodeProbesTest {
  private static final String DATA = "digits:300";

  private final Path folder;
  private final Cli cli;

  CodeProbesTest(@TempDir Path folder) {
    this.folder = folder;
    cli = new Cli(folder.resolve("home"));
  }

  private String file(String name) {
    return folder.resolve(name + ".npy").toString();
  }

  /** The codes and classes of {@code part}, as probe takes them. */
  private String written(String run, String part) {
    String labels = file(part + "-y");
    cli.json("data", "export", DATA, "--part", part, "--out", file("x"), "--labels", labels);
    cli.json("encode", run, "--data", DATA, "--part", part, "--out", file(part));
    return file(part) + "," + labels;
  }

  private double probed(String classifier, String train, String test) {
    return cli.json("probe", "--classifier", classifier, "--train", train, "--test", test)
        .get("accuracy")
        .asDouble();
  }

  private JsonNode metrics(String run) {
    return cli.run("evaluate", run, "--json").json().get("metrics");
  }

  @Test
  void evaluateReadsCodesAsProbeDoesFromTheirFiles() {
    String run = cli.train("dense-ae", DATA, "widths=16", "latent=6");
    String train = written(run, "train");
    String test = written(run, "test");
    JsonNode metrics = metrics(run);
    Map.of("probe_lr", "lr", "probe_knn", "knn")
        .forEach(
            (metric, classifier) -> {
              double read = metrics.get(metric).asDouble();
              assertEquals(probed(classifier, train, test), read, 0.011, metric);
              assertTrue(read > 0.15, metric + " " + read);
            });
  }

  @Test
  void aModelWithoutCodesHasNoneToRead() {
    String run = cli.train("dcgan", "digits:100", "channels=4");
    assertFalse(metrics(run).has("probe_lr"));
  }
}
