package engram.model.coding;

import engram.base.Check;
import engram.math.Matrix;
import engram.math.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sparse codes of many images with one dictionary.
 *
 * <p>Each image is solved by itself, so a code does not depend on the others it came with, on the
 * size of the batch, or on the number of threads.
 */
public final class SparseCoder {
  private static final int BLOCK = 32;

  private final Dictionary phi;
  private final Settings settings;

  /**
   * How codes are found.
   *
   * @param lambda weight of |a|_1, above 0
   * @param sign which signs units may have
   * @param method the solver
   * @param stop when it stops
   */
  public record Settings(double lambda, Sign sign, Solver.Method method, Solver.Stop stop) {}

  public SparseCoder(Dictionary phi, Settings settings) {
    this.phi = phi;
    this.settings = settings;
    new Lasso(phi, settings.lambda, settings.sign);
  }

  /**
   * Codes {@code [n, K]} of the rows of {@code x [n, D]}, on up to {@code threads} threads.
   *
   * @throws IllegalArgumentException if the widths differ or a value is not finite
   */
  public Matrix encode(Matrix x, int threads) {
    return encode(x, null, threads);
  }

  /** The same, from the codes {@code start [n, K]} rather than from zeros. */
  public Matrix encode(Matrix x, @Nullable Matrix start, int threads) {
    check(x);
    float[] codes = new float[Math.multiplyExact(x.rows(), phi.atoms())];
    try (Workers workers = new Workers(threads)) {
      workers.eachStretch(x.rows(), BLOCK, (from, to) -> solve(x, start, codes, from, to));
    }
    return Matrix.wrap(x.rows(), phi.atoms(), codes);
  }

  private void solve(Matrix x, @Nullable Matrix start, float[] codes, int from, int to) {
    Solver solver = Solver.of(settings.method);
    Lasso s = new Lasso(phi, settings.lambda, settings.sign);
    for (int i = from; i < to; i++) {
      s.image(x.row(i));
      if (start != null) {
        s.from(start.row(i));
      }
      solver.solve(s, settings.stop, (iteration, state) -> {});
      System.arraycopy(s.a, 0, codes, i * phi.atoms(), phi.atoms());
    }
  }

  /** The mean energy of the rows of {@code x} at their codes {@code a [n, K]}. */
  public double energy(Matrix x, Matrix a) {
    Lasso s = new Lasso(phi, settings.lambda, settings.sign);
    double sum = 0;
    for (int i = 0; i < x.rows(); i++) {
      s.image(x.row(i));
      s.from(a.row(i));
      sum += s.energy();
    }
    return sum / x.rows();
  }

  /**
   * What the solver had come to after an iteration, as means over images.
   *
   * @param iteration from 1
   * @param energy E(a)
   * @param active units in use
   * @param gap duality gap
   */
  public record Moment(int iteration, double energy, double active, double gap) {}

  /** The way of the solver on the images of {@code x}; who has arrived stays where it is. */
  public List<Moment> trace(Matrix x) {
    check(x);
    List<List<Moment>> all = new ArrayList<>();
    for (int i = 0; i < x.rows(); i++) {
      List<Moment> one = new ArrayList<>();
      Lasso s = new Lasso(phi, settings.lambda, settings.sign);
      s.image(x.row(i));
      Solver.of(settings.method)
          .solve(
              s,
              settings.stop,
              (n, state) -> one.add(new Moment(n, s.energy(), s.active(), s.gap())));
      all.add(one);
    }
    int longest = all.stream().mapToInt(List::size).max().orElse(0);
    return IntStream.range(0, longest).mapToObj(n -> mean(n, all)).toList();
  }

  private static Moment mean(int n, List<List<Moment>> all) {
    List<Moment> then = all.stream().map(one -> one.get(Math.min(n, one.size() - 1))).toList();
    return new Moment(
        n + 1,
        then.stream().mapToDouble(Moment::energy).average().orElse(0),
        then.stream().mapToDouble(Moment::active).average().orElse(0),
        then.stream().mapToDouble(Moment::gap).average().orElse(0));
  }

  private void check(Matrix x) {
    Check.require(
        x.columns() == phi.values(),
        "images of " + x.columns() + " values do not fit atoms of " + phi.values());
    for (int i = 0; i < x.rows(); i++) {
      for (int d = 0; d < x.columns(); d++) {
        if (!Float.isFinite(x.get(i, d))) {
          Check.require(false, "image " + i + ", value " + d + ": got " + x.get(i, d));
        }
      }
    }
  }
}
