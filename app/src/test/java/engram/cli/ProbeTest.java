package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Classifiers on codes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ProbeTest {
  private Path folder;
  private Cli cli;

  @BeforeAll
  void writeCodes(@TempDir Path temporary) {
    folder = temporary;
    cli = new Cli(folder.resolve("home"));
    blobs("z", "y", 240, 1);
    blobs("zt", "yt", 120, 2);
    write("wide", NdArray.of(new float[360], 120, 3));
    write("odd", NdArray.of(new float[] {0, 0, 0, Float.NaN}, 2, 2));
    write("none", NdArray.of(new float[0], 0, 2));
    write("nobody", NdArray.of(new int[0], 0));
    write("few", NdArray.of(new int[] {3, 5, 8}, 3));
    write("one", NdArray.of(new int[240], 240));
    write("shares", NdArray.of(new float[240], 240));
    write("column", NdArray.of(new int[240], 240, 1));
    int[] strange = labels(120);
    strange[17] = 4;
    write("strange", NdArray.of(strange, 120));
  }

  private void write(String name, NdArray array) {
    Npy.write(folder.resolve(name + ".npy"), array);
  }

  private static int[] labels(int n) {
    return IntStream.range(0, n).map(i -> new int[] {3, 5, 8}[i % 3]).toArray();
  }

  /** Three Gaussians of classes 3, 5 and 8, which overlap a little. */
  private void blobs(String z, String y, int n, long seed) {
    SplittableRandom random = new Seed(seed).random();
    Matrix x =
        Matrix.of(n, 2, (i, j) -> (float) (random.nextGaussian() + (i % 3 == 2 - j ? 4 : 0)));
    write(z, NdArray.of(x));
    write(y, NdArray.of(labels(n), n));
  }

  private String[] words(String line) {
    return line.replace("DIR", folder.toString()).split(" +", -1);
  }

  private JsonNode probe(String options) {
    return cli.json(
        words("probe --train DIR/z.npy,DIR/y.npy --test DIR/zt.npy,DIR/yt.npy " + options));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lr",
        "linear-svm --c 0.5",
        "rbf-svm --c 2 --gamma 0.3",
        "rbf-svm --folds 3 --cv-subset 90",
        "knn --k 7 --standardise standard"
      })
  void whatItSaysIsWhatItWrites(String classifier) {
    JsonNode o = probe("--out DIR/out --classifier " + classifier);
    assertTrue(o.get("accuracy").asDouble() > 0.9, o.toString());
    assertTrue(o.get("accuracy95").get("low").asDouble() <= o.get("accuracy").asDouble());
    assertTrue(Files.exists(folder.resolve("out/confusion.png")));
    int[] read = Npy.open(folder.resolve("out/predictions.npy")).toInts();
    int[] truth = labels(120);
    long right = IntStream.range(0, 120).filter(i -> read[i] == truth[i]).count();
    assertEquals(right / 120.0, o.get("accuracy").asDouble(), 1e-12);
    assertEquals(List.of("3", "5", "8"), List.copyOf(o.get("classes").propertyNames()));
    for (int c = 0; c < 3; c++) {
      int label = new int[] {3, 5, 8}[c];
      JsonNode row = o.get("confusion").get(c);
      assertEquals(40, IntStream.range(0, 3).map(j -> row.get(j).asInt()).sum());
      double recall = o.get("classes").get(String.valueOf(label)).get("recall").asDouble();
      assertEquals(row.get(c).asInt() / 40.0, recall, 1e-12);
    }
  }

  @Test
  void theSettingsAreThoseGivenOrChosen() {
    JsonNode lr = probe("--classifier lr --c 3").get("settings");
    assertEquals(3, lr.get("c").asDouble());
    assertEquals("standard", lr.get("scaling").asString());
    assertEquals("none", probe("--classifier knn").get("settings").get("scaling").asString());
    JsonNode rbf = probe("--classifier rbf-svm --gamma 0.25 --folds 2 --cv-subset 60");
    assertEquals(0.25, rbf.get("settings").get("gamma").asDouble());
    assertTrue(List.of(1.0, 10.0, 100.0).contains(rbf.get("settings").get("c").asDouble()));
    assertTrue(rbf.get("cross_validation").asDouble() > 0.8);
    assertTrue(probe("--classifier knn").get("cross_validation").isNull());
  }

  @Test
  void onlyLogisticRegressionGivesProbabilities() {
    probe("--classifier lr --out DIR/lr");
    Matrix p = Npy.open(folder.resolve("lr/probabilities.npy")).toMatrix();
    assertEquals(120, p.rows());
    assertEquals(1, p.get(0, 0) + p.get(0, 1) + p.get(0, 2), 1e-6);
    probe("--classifier knn --out DIR/knn");
    assertFalse(Files.exists(folder.resolve("knn/probabilities.npy")));
  }

  @Test
  void threadsDoNotChangeTheAnswer() throws IOException {
    for (String classifier : List.of("lr", "rbf-svm --folds 2 --cv-subset 60")) {
      probe("--threads 1 --out DIR/t1 --classifier " + classifier);
      probe("--threads 3 --out DIR/t3 --classifier " + classifier);
      assertEquals(
          -1,
          Files.mismatch(
              folder.resolve("t1/predictions.npy"), folder.resolve("t3/predictions.npy")));
    }
  }

  @Test
  void peopleAreToldTheSame() {
    String text =
        cli.run(
                words(
                    "probe --classifier lr --train DIR/z.npy,DIR/y.npy"
                        + " --test DIR/zt.npy,DIR/yt.npy"))
            .quiet()
            .out();
    assertTrue(text.startsWith("accuracy   0.9"), text);
    assertTrue(text.contains("class 8    precision"), text);
    assertEquals(6, text.lines().count(), text);
  }

  @Test
  void encodeWritesTheLabelsThatProbeReads() {
    String run = cli.train("dense-ae", "digits:200", "widths=16", "latent=4");
    for (String part : List.of("train", "test")) {
      cli.json(
          words(
              "encode %s --part %s --out DIR/c-%s.npy --labels DIR/l-%s.npy"
                  .formatted(run, part, part, part)));
    }
    JsonNode o =
        cli.json(
            words(
                "probe --classifier knn --train DIR/c-train.npy,DIR/l-train.npy"
                    + " --test DIR/c-test.npy,DIR/l-test.npy"));
    assertEquals(10, o.get("classes").size());
    assertEquals(4, o.get("units").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier rl            | did you mean 'lr'?
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier tree          | there are: knn, linear-svm
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier lr --k 3      | --k is not for lr
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier knn --folds 3 | --folds is not for knn
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier rbf-svm --c 1 --gamma 1 --folds 3 | both given
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier lr --c 0      | c must be in
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier lr --c NaN    | c must be in
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier rbf-svm --gamma -1 | gamma must be in
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier rbf-svm --folds 1 | folds must be in
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier rbf-svm --cv-subset 3 | subset must be
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier knn --k 0     | k must be in [1, 240]
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier knn --k 241   | k must be in [1, 240]
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier lr --threads 0 | threads
          2  | z.npy,DIR/y.npy      | zt.npy,DIR/yt.npy      | --classifier lr --standardise all | standardise
          2  | z.npy                | zt.npy,DIR/yt.npy      | --classifier lr            | --train must be two files
          2  | z.npy,DIR/y.npy      | zt.npy,                | --classifier lr            | --test must be two files
          66 | gone.npy,DIR/y.npy   | zt.npy,DIR/yt.npy      | --classifier lr            | gone.npy
          66 | z.npy,DIR/y.npy      | zt.npy,DIR/gone.npy    | --classifier lr            | gone.npy
          65 | z.npy,DIR/y.npy      | wide.npy,DIR/yt.npy    | --classifier lr            | codes of 2 units
          65 | z.npy,DIR/yt.npy     | zt.npy,DIR/yt.npy      | --classifier lr            | expected 240 labels
          65 | z.npy,DIR/column.npy | zt.npy,DIR/yt.npy      | --classifier lr            | got an array [240, 1]
          65 | z.npy,DIR/one.npy    | zt.npy,DIR/yt.npy      | --classifier lr            | only class 0
          65 | z.npy,DIR/shares.npy | zt.npy,DIR/yt.npy      | --classifier lr            | whole numbers
          65 | odd.npy,DIR/few.npy  | zt.npy,DIR/yt.npy      | --classifier lr            | row 1, column 1
          65 | none.npy,DIR/nobody.npy | zt.npy,DIR/yt.npy   | --classifier lr            | at least one code
          65 | z.npy,DIR/y.npy      | none.npy,DIR/nobody.npy | --classifier lr           | at least one code
          65 | z.npy,DIR/y.npy      | zt.npy,DIR/strange.npy | --classifier lr            | label 17: class 4
          """)
  void whatDoesNotFitIsRefusedInOneLine(
      int code, String train, String test, String options, String hint) throws IOException {
    Map<String, String> before = Cli.tree(folder);
    String line =
        "probe --train DIR/%s --test DIR/%s --out DIR/never %s".formatted(train, test, options);
    String error = cli.run(words(line)).error(code);
    assertTrue(error.contains(hint), error);
    assertEquals(before, Cli.tree(folder));
  }

  @Test
  void aFolderThatCannotBeIsRefusedBeforeTheWork() {
    String line = "probe --classifier lr --train DIR/z.npy,DIR/y.npy --test DIR/zt.npy,DIR/yt.npy";
    cli.run(words(line + " --out DIR/z.npy/below")).error(73);
  }
}
