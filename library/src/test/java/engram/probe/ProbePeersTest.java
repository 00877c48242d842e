package engram.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.RealData;
import engram.data.DataCatalog;
import engram.data.DataSet;
import engram.data.ImageOptions;
import engram.data.Part;
import engram.math.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What others get: scikit-learn, by bench/peers/probe_values.py, and the literature on MNIST. */
class ProbePeersTest {
  private static final Examples TRAIN = problem(0, 200);
  private static final Examples TEST = problem(200, 300);

  private static Examples problem(int from, int to) {
    Matrix x =
        Matrix.of(
            to - from,
            4,
            (b, j) -> {
              int i = from + b;
              double phase = (i + 1.0) * (i + 1.0) * (j + 2.0);
              return (float) (Math.sin(phase) + (j == i % 3 ? 0.8 : 0));
            });
    return Examples.of(x, IntStream.range(from, to).map(i -> i % 3).toArray());
  }

  private static long right(Probe probe) {
    return Math.round(100 * Problems.accuracy(probe.fit(TRAIN, 2), TEST));
  }

  @Test
  void logisticRegressionIsScikitLearns() {
    var lr = new LogisticRegression(2, Scaling.NONE, 1e-9, 10_000);
    assertEquals(0.7983400355500918, lr.fit(TRAIN, 2).objective(), 1e-9);
    assertEquals(62, right(lr));
  }

  @Test
  void theLinearSvmIsScikitLearns() {
    var svm = new LinearSvm(2, Scaling.NONE, 1e-9, 10_000);
    assertEquals(1.9327113374211176, svm.fit(TRAIN, 2).objective(), 1e-6);
    assertEquals(62, right(svm));
  }

  @Test
  void theOthersReadAsManyRightAsScikitLearns() {
    assertEquals(68, right(new RbfSvm(2, 0.5, Scaling.NONE)));
    assertEquals(96, right(new NearestNeighbours(1, Scaling.NONE)));
  }

  @Test
  void digitsAreReadAsWellAsIsKnown() {
    Examples train = mnist(Part.TRAIN, 1000);
    Examples test = mnist(Part.TEST, 500);
    var lr = LogisticRegression.defaults().with(0.01, Scaling.STANDARD);
    assertEquals(0.86, Problems.accuracy(lr.fit(train, 2), test), 0.02);
    assertEquals(0.83, Problems.accuracy(NearestNeighbours.defaults().fit(train, 2), test), 0.04);
    var svm = new RbfSvm(10, RbfSvm.usualGamma(train, Scaling.NONE), Scaling.NONE);
    assertEquals(0.90, Problems.accuracy(svm.fit(train, 2), test), 0.02);
  }

  private static Examples mnist(Part part, int n) {
    DataSet images =
        new DataCatalog(RealData.folderWith("mnist"))
            .open("mnist", part, ImageOptions.defaults())
            .first(n);
    float[][] pixels = IntStream.range(0, n).mapToObj(images::image).toArray(float[][]::new);
    return Examples.of(Matrix.of(n, 784, (i, j) -> pixels[i][j]), images.labels());
  }
}
