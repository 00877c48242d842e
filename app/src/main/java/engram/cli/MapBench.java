package engram.cli;

import engram.analysis.MeanShift;
import engram.analysis.Pca;
import engram.analysis.Tsne;
import engram.base.Check;
import engram.data.DataSet;
import engram.data.ImageOptions;
import engram.data.Part;
import engram.math.Matrix;
import java.util.List;

/** The workloads that need no engine: maps and clusters of points. */
final class MapBench {
  static final List<String> NAMES = List.of("pca", "meanshift", "tsne");

  private static final int COMPONENTS = 50;
  private static final int SHIFTED = 3000;
  private static final double BANDWIDTH = 0.1;

  private final int steps;
  private final int points;
  private final int threads;

  /** {@code points} of the data, or all if 0; {@code steps} passes or iterations, or usual if 0. */
  MapBench(int steps, int points, int threads) {
    this.steps = Check.atLeast("steps", steps, 0);
    this.points = Check.atLeast("points", points, 0);
    this.threads = threads;
  }

  /**
   * How long it took and what came out.
   *
   * @param value the share explained, the number of clusters, or KL in nats
   */
  record Timed(int count, double seconds, double value) {}

  Timed run(String name, String data) {
    return switch (name) {
      case "pca" -> pca(images(data));
      case "meanshift" -> meanShift();
      default -> tsne(images(data));
    };
  }

  /** The images of both parts, one row each. */
  private Matrix images(String data) {
    DataSet train = Common.data(data, Part.TRAIN, ImageOptions.defaults());
    DataSet test = Common.data(data, Part.TEST, ImageOptions.defaults());
    int all = train.size() + test.size();
    int n = points == 0 ? all : Math.min(points, all);
    int d = train.shape().values();
    float[] values = new float[Math.multiplyExact(n, d)];
    for (int i = 0; i < n; i++) {
      float[] image = i < train.size() ? train.image(i) : test.image(i - train.size());
      System.arraycopy(image, 0, values, i * d, d);
    }
    return Matrix.wrap(n, d, values);
  }

  private Timed pca(Matrix x) {
    int passes = steps == 0 ? 3 : steps;
    double explained = 0;
    long start = System.nanoTime();
    for (int pass = 0; pass < passes; pass++) {
      Pca pca = Pca.fit(x, Pca.Options.of(COMPONENTS).withThreads(threads));
      pca.transform(x);
      explained = 0;
      for (int i = 0; i < COMPONENTS; i++) {
        explained += pca.explained(i);
      }
    }
    return new Timed(passes * x.rows(), seconds(start), explained);
  }

  private Timed meanShift() {
    int passes = steps == 0 ? 3 : steps;
    Matrix x = cube(points == 0 ? SHIFTED : points);
    int clusters = 0;
    long start = System.nanoTime();
    for (int pass = 0; pass < passes; pass++) {
      MeanShift.Options options = MeanShift.Options.defaults().withBandwidth(BANDWIDTH);
      clusters = MeanShift.fit(x, options.withThreads(threads)).clusters();
    }
    return new Timed(passes * x.rows(), seconds(start), clusters);
  }

  /** Points all over the unit cube, by the generator that the peer has too. */
  private static Matrix cube(int n) {
    long[] state = {1};
    return Matrix.of(
        n,
        3,
        (i, j) -> {
          state[0] = (1664525 * state[0] + 1013904223) & 0xFFFFFFFFL;
          return (float) (state[0] / 4294967296.0);
        });
  }

  private Timed tsne(Matrix x) {
    Matrix z = Pca.fit(x, Pca.Options.of(COMPONENTS).withThreads(threads)).transform(x);
    Tsne.Options options = Tsne.Options.defaults().withThreads(threads);
    long start = System.nanoTime();
    Tsne t = Tsne.fit(z, steps == 0 ? options : options.withIterations(steps));
    return new Timed(z.rows(), seconds(start), t.klNats());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
