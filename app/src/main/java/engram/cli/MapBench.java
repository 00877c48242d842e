package engram.cli;

import engram.analysis.MeanShift;
import engram.analysis.Pca;
import engram.analysis.Tsne;
import engram.data.DataSet;
import engram.data.Part;
import engram.math.Matrix;
import java.util.stream.IntStream;

/** The workloads of maps and clusters of points. */
final class MapBench {
  private static final String UNIT = "points per second";
  private static final int COMPONENTS = 50;
  private static final int WARM_PASSES = 2;
  private static final int SHIFTED = 3000;
  private static final double BANDWIDTH = 0.1;

  private MapBench() {}

  /** The images of both parts, one row each. */
  private static Matrix images(Workload.Task task) {
    DataSet train = task.images(Part.TRAIN);
    DataSet test = task.images(Part.TEST);
    int all = train.size() + test.size();
    int n = task.points() == 0 ? all : Math.min(task.points(), all);
    int d = train.shape().values();
    float[] values = new float[Math.multiplyExact(n, d)];
    for (int i = 0; i < n; i++) {
      float[] image = i < train.size() ? train.image(i) : test.image(i - train.size());
      System.arraycopy(image, 0, values, i * d, d);
    }
    return Matrix.wrap(n, d, values);
  }

  static Workload.Timed pca(Workload.Task task) {
    Matrix x = images(task);
    int threads = task.how().threads();
    Pca.Options options = Pca.Options.of(COMPONENTS).withThreads(threads);
    for (int pass = 0; pass < Math.min(task.warmup(), WARM_PASSES); pass++) {
      Pca.fit(x, options).transform(x, threads);
    }
    int passes = task.stepsOr(3);
    double explained = 0;
    long start = System.nanoTime();
    for (int pass = 0; pass < passes; pass++) {
      Pca pca = Pca.fit(x, options);
      pca.transform(x, threads);
      explained = IntStream.range(0, COMPONENTS).mapToDouble(pca::explained).sum();
    }
    return Workload.Timed.since(start, UNIT, passes * x.rows(), explained);
  }

  static Workload.Timed meanShift(Workload.Task task) {
    int passes = task.stepsOr(3);
    Matrix x = cube(task.points() == 0 ? SHIFTED : task.points());
    int clusters = 0;
    long start = System.nanoTime();
    for (int pass = 0; pass < passes; pass++) {
      MeanShift.Options options = MeanShift.Options.defaults().withBandwidth(BANDWIDTH);
      clusters = MeanShift.fit(x, options.withThreads(task.how().threads())).clusters();
    }
    return Workload.Timed.since(start, UNIT, passes * x.rows(), clusters);
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

  static Workload.Timed tsne(Workload.Task task) {
    Matrix x = images(task);
    Pca.Options narrow = Pca.Options.of(COMPONENTS).withThreads(task.how().threads());
    Matrix z = Pca.fit(x, narrow).transform(x);
    Tsne.Options usual = Tsne.Options.defaults().withThreads(task.how().threads());
    Tsne.Options options = task.steps() == 0 ? usual : usual.withIterations(task.steps());
    long start = System.nanoTime();
    Tsne t = Tsne.fit(z, options);
    return Workload.Timed.since(start, UNIT, z.rows(), t.klNats());
  }
}
