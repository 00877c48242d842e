package engram.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.exchange.Npz;
import engram.math.Matrix;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Projections and clusters of any array. */
class EmbedTest {
  private static final int N = 120;

  private final Path folder;
  private final Cli cli;

  EmbedTest(@TempDir Path folder) {
    this.folder = folder;
    this.cli = new Cli(folder.resolve("home"));
  }

  @BeforeEach
  void writeThreeGroups() {
    SplittableRandom random = new Seed(1).random();
    Npy.write(
        folder.resolve("x.npy"),
        Matrix.of(N, 5, (i, j) -> (float) (random.nextGaussian() + (i % 3 == j ? 12 : 0))));
    int[] labels = new int[N];
    for (int i = 0; i < N; i++) {
      labels[i] = i % 3;
    }
    Npy.write(folder.resolve("y.npy"), NdArray.of(labels, N));
    Npy.write(folder.resolve("same.npy"), Matrix.of(50, 4, (i, j) -> j));
    Npy.write(folder.resolve("one.npy"), Matrix.of(1, 4, (i, j) -> j));
    Npy.write(folder.resolve("nan.npy"), Matrix.of(9, 2, (i, j) -> i == 4 ? Float.NaN : i));
    Npy.write(folder.resolve("flat.npy"), NdArray.of(new float[9], 9));
    Npy.write(folder.resolve("none.npy"), NdArray.of(new float[0], 0, 3));
  }

  private JsonNode json(String line) {
    return cli.json(line.replace("DIR", folder.toString()).split(" ", -1));
  }

  private Matrix array(String name) {
    return Npy.open(folder.resolve(name)).toMatrix();
  }

  @Test
  void componentsExplainTheirSharesAndTransformThePointsAlike() {
    JsonNode j = json("embed --method pca --input DIR/x.npy --out DIR/z.npy --save DIR/m.npz");
    assertEquals(N, j.get("points").asInt());
    assertEquals(2, j.get("explained").size());
    assertTrue(j.get("explained").get(0).asDouble() > 0.4);
    json("embed --transform DIR/m.npz --input DIR/x.npy --out DIR/again.npy");
    assertEquals(array("z.npy"), array("again.npy"));
    json("embed --method pca --components 5 --whiten --input DIR/x.npy --out DIR/w.npy");
    assertEquals(5, array("w.npy").columns());
  }

  @Test
  void aMapKeepsGroupsApartAndTakesInNewPoints() throws IOException {
    JsonNode j =
        json(
            "embed --method tsne --input DIR/x.npy --out DIR/z.npy --perplexity 10 --iterations"
                + " 500 --save DIR/m.npz --labels DIR/y.npy --picture DIR/p.png"
                + " --stages DIR/s.png");
    assertTrue(j.get("kl_nats").asDouble() < 1, j.toString());
    assertTrue(j.get("gradient_norm").asDouble() < 0.1, j.toString());
    assertTrue(j.get("trustworthiness").asDouble() > 0.9, j.toString());
    assertEquals(1, j.get("knn_accuracy_10").asDouble(), "three groups far apart");
    byte[] png = Files.readAllBytes(folder.resolve("p.png"));
    assertTrue(png.length > 500 && png[1] == 'P');
    BufferedImage stages = ImageIO.read(folder.resolve("s.png").toFile());
    assertTrue(stages.getHeight() > 1.2 * stages.getWidth(), "three rows of two moments");
    json("embed --transform DIR/m.npz --method tsne --input DIR/x.npy --out DIR/again.npy");
    Matrix places = array("z.npy");
    Matrix again = array("again.npy");
    for (int i = 0; i < N; i++) {
      int nearest = 0;
      for (int k = 1; k < N; k++) {
        nearest = distance(again, i, places, k) < distance(again, i, places, nearest) ? k : nearest;
      }
      assertEquals(i % 3, nearest % 3);
    }
  }

  private static double distance(Matrix a, int i, Matrix b, int k) {
    return Math.hypot(a.get(i, 0) - b.get(k, 0), a.get(i, 1) - b.get(k, 1));
  }

  @Test
  void anyNumberOfThreadsWritesTheSameBytes() throws IOException {
    String tsne = "embed --method tsne --input DIR/x.npy --perplexity 9 --iterations 40 --out DIR/";
    json(tsne + "1.npy --threads 1");
    json(tsne + "3.npy --threads 3");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("1.npy")), Files.readAllBytes(folder.resolve("3.npy")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " --kernel gaussian", " --bin-seeding", " --bin-seeding --min-bin-count 2"})
  void clustersAreTheGroups(String options) {
    JsonNode j =
        json(
            "cluster --method meanshift --bandwidth 4 --input DIR/x.npy --out DIR/l.npy --centres"
                + " DIR/c.npy"
                + options);
    assertEquals(3, j.get("clusters").asInt(), j.toString());
    assertEquals(N / 3, j.get("sizes").get(0).asInt());
    int[] labels = Npy.open(folder.resolve("l.npy")).toInts();
    for (int i = 0; i < N; i++) {
      assertEquals(labels[i % 3], labels[i]);
    }
    assertEquals(3, array("c.npy").rows());
  }

  @Test
  void pointsThatAgreeHaveATrivialAnswer() {
    for (String file : new String[] {"same", "one"}) {
      json("embed --method pca --components 1 --input DIR/" + file + ".npy --out DIR/z.npy");
      Matrix z = array("z.npy");
      assertEquals(Matrix.wrap(z.rows(), 1, new float[z.rows()]), z);
      assertEquals(
          1, json("cluster --input DIR/" + file + ".npy --out DIR/l.npy").get("clusters").asInt());
    }
    json("embed --method tsne --perplexity 5 --input DIR/same.npy --out DIR/z.npy");
    assertEquals(Matrix.wrap(50, 2, new float[100]), array("z.npy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          embed --input DIR/x.npy --out DIR/z.npy                        | 2  | --method is missing
          embed --method tsne --input DIR/x.npy                          | 2  | --out
          embed --method umap --input DIR/x.npy --out DIR/z.npy          | 2  | umap
          embed --method tsne --input DIR/x.npy --out DIR/z.npy --perplexity 50 | 2 | [1, 39] for 120
          embed --method tsne --input DIR/one.npy --out DIR/z.npy        | 2  | at least 4 points, got 1
          embed --method tsne --input DIR/x.npy --out DIR/z.npy --components 4 | 2 | [2, 3]
          embed --method pca --input DIR/x.npy --out DIR/z.npy --components 6 | 2 | [1, 5] for 120
          embed --method pca --input DIR/one.npy --out DIR/z.npy         | 2  | [1, 1] for 1 points
          embed --method pca --input DIR/x.npy --out DIR/z.npy --perplexity 9 | 2 | of --method tsne
          embed --method tsne --input DIR/x.npy --out DIR/z.npy --whiten | 2  | of --method pca
          embed --method pca --input DIR/x.npy --out DIR/z.npy --stages DIR/s.png | 2 | --method tsne
          embed --method tsne --input DIR/x.npy --out DIR/z.npy --components 3 --stages DIR/s.png | 2 | --stages shows 2
          embed --method tsne --input DIR/x.npy --out DIR/z.npy --threads 0 | 2 | threads
          embed --method pca --input DIR/nan.npy --out DIR/z.npy         | 65 | row 4, column 0
          embed --method pca --input DIR/flat.npy --out DIR/z.npy        | 65 | reshape(-1, 1)
          embed --method pca --input DIR/none.npy --out DIR/z.npy        | 65 | no points
          embed --method pca --input DIR/gone.npy --out DIR/z.npy        | 66 | gone.npy
          embed --transform DIR/gone.npz --input DIR/x.npy --out DIR/z.npy | 66 | gone.npz
          embed --transform DIR/x.npy --input DIR/x.npy --out DIR/z.npy  | 65 | x.npy
          embed --transform DIR/m.npz --save DIR/n.npz --input DIR/x.npy --out DIR/z.npy | 2 | --save
          cluster --input DIR/x.npy --out DIR/l.npy --bandwidth 0        | 2  | bandwidth must be above 0
          cluster --input DIR/x.npy --out DIR/l.npy --bandwidth -1       | 2  | got -1
          cluster --input DIR/x.npy --out DIR/l.npy --bandwidth NaN      | 2  | NaN
          cluster --input DIR/x.npy --out DIR/l.npy --kernel round       | 2  | round
          cluster --input DIR/x.npy --out DIR/l.npy --min-bin-count 3    | 2  | --bin-seeding
          cluster --input DIR/nan.npy --out DIR/l.npy --bandwidth 1      | 65 | row 4
          cluster --method dbscan --input DIR/x.npy --out DIR/l.npy      | 2  | dbscan
          """)
  void whatCannotBeDoneIsSaidInOneLineAndWritesNothing(String line, int code, String hint)
      throws IOException {
    Map<String, String> before = Cli.tree(folder);
    String error = cli.line(line.replace("DIR", folder.toString())).error(code);
    assertTrue(error.contains(hint), error);
    assertEquals(before, Cli.tree(folder));
  }

  @Test
  void modelsThatDoNotFitAreRefused() {
    json("embed --method pca --input DIR/x.npy --out DIR/z.npy --save DIR/m.npz");
    String more = "embed --transform DIR/m.npz --out DIR/z.npy --input DIR/";
    assertTrue(refused(more + "same.npy", 2).contains("5 columns"));
    assertTrue(refused(more + "x.npy --method tsne", 2).contains("of --method pca"));
    Npz.write(folder.resolve("other.npz"), Map.of("x", NdArray.of(new float[4], 2, 2)));
    assertTrue(
        refused("embed --transform DIR/other.npz --input DIR/x.npy --out DIR/z.npy", 65)
            .contains("no model of 'engram embed --save'"));
    assertFalse(Files.exists(folder.resolve("n.npz")));
  }

  private String refused(String line, int code) {
    return cli.line(line.replace("DIR", folder.toString())).error(code);
  }
}
