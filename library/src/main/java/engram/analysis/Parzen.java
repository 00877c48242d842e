package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Parzen-window estimate of the log-likelihood of images under a generator (Goodfellow et al. 2014,
 * section 5; Makhzani et al. 2016, section 3).
 *
 * <pre>
 * log p(x) = log 1/n sum_j N(x; s_j, sigma^2 I),   s_1..s_n samples of the generator
 * </pre>
 *
 * <p>Distances come block by block from {@code |x|^2 + |s|^2 - 2 x s}, so that memory stays below
 * some tens of megabytes beside samples and images.
 */
public final class Parzen {
  /** Widths that are tried unless told otherwise: 0.03 to 1, each a fifth above the last. */
  public static final List<Double> WIDTHS =
      IntStream.rangeClosed(0, 20).mapToObj(k -> Math.pow(10, -1.5 + 0.075 * k)).toList();

  private static final int BLOCK_VALUES = 1 << 22;

  /** Beyond this many nats below the nearest sample a sample adds nothing to a double. */
  private static final double NOTHING = 40;

  /**
   * A mean log-likelihood.
   *
   * @param nats mean over the images, in nats
   * @param standardError of that mean, in nats
   * @param sigma width of the window
   */
  public record Estimate(double nats, double standardError, double sigma) {}

  private final Matrix samples;
  private final double[] norms;
  private final BinaryOperator<Matrix> products;

  /** The window around {@code samples}, one per row, computed in plain Java. */
  public Parzen(Matrix samples) {
    this(samples, Parzen::products);
  }

  /**
   * The window around {@code samples}, one per row.
   *
   * @param products of each row of its first argument with each of its second: {@code [n, m]}, to a
   *     relative error of at most 1e-6
   */
  public Parzen(Matrix samples, BinaryOperator<Matrix> products) {
    Check.atLeast("samples", samples.rows(), 1);
    this.samples = samples;
    this.products = products;
    norms = norms(samples);
  }

  /** Mean log-likelihood of {@code test} at the width that is best on {@code validation}. */
  public Estimate estimate(Matrix validation, Matrix test, List<Double> widths) {
    double[][] tried = logLikelihoods(validation, widths);
    int best = 0;
    for (int k = 1; k < widths.size(); k++) {
      best = mean(tried[k]) > mean(tried[best]) ? k : best;
    }
    double sigma = widths.get(best);
    double[] all = logLikelihoods(test, List.of(sigma))[0];
    return new Estimate(mean(all), standardError(all), sigma);
  }

  /** Log-likelihood in nats of each image for each width: {@code [widths][images]}. */
  double[][] logLikelihoods(Matrix images, List<Double> widths) {
    Check.require(
        images.columns() == samples.columns(),
        "images of " + images.columns() + " values, samples of " + samples.columns());
    double[][] result = new double[widths.size()][images.rows()];
    int block = Math.max(1, BLOCK_VALUES / samples.rows());
    for (int from = 0; from < images.rows(); from += block) {
      int first = from;
      Matrix x = images.rows(from, Math.min(from + block, images.rows()));
      double[] xx = norms(x);
      Matrix xs = products.apply(x, samples);
      IntStream.range(0, x.rows())
          .parallel()
          .forEach(
              i -> {
                double[] distances = distances(xx[i], xs, i);
                for (int k = 0; k < widths.size(); k++) {
                  result[k][first + i] = logLikelihood(distances, widths.get(k));
                }
              });
    }
    return result;
  }

  private double[] distances(double xx, Matrix xs, int i) {
    double[] d = new double[norms.length];
    for (int j = 0; j < d.length; j++) {
      d[j] = Math.max(0, xx + norms[j] - 2.0 * xs.get(i, j));
    }
    return d;
  }

  private double logLikelihood(double[] squares, double sigma) {
    double scale = 1 / (2 * sigma * sigma);
    double nearest = DoubleStream.of(squares).min().orElseThrow();
    double sum = 0;
    for (double square : squares) {
      double below = (square - nearest) * scale;
      sum += below < NOTHING ? Math.exp(-below) : 0;
    }
    double volume = samples.columns() / 2.0 * Math.log(2 * Math.PI * sigma * sigma);
    return -nearest * scale + Math.log(sum / squares.length) - volume;
  }

  private static double[] norms(Matrix rows) {
    return IntStream.range(0, rows.rows())
        .mapToDouble(
            i -> {
              float[] row = rows.row(i);
              return dot(row, row);
            })
        .toArray();
  }

  private static Matrix products(Matrix a, Matrix b) {
    float[] all = new float[Math.multiplyExact(a.rows(), b.rows())];
    float[][] right = IntStream.range(0, b.rows()).mapToObj(b::row).toArray(float[][]::new);
    IntStream.range(0, a.rows())
        .parallel()
        .forEach(
            i -> {
              float[] left = a.row(i);
              for (int j = 0; j < right.length; j++) {
                all[i * right.length + j] = (float) dot(left, right[j]);
              }
            });
    return Matrix.wrap(a.rows(), b.rows(), all);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  private static double standardError(double[] values) {
    double mean = mean(values);
    double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
  }
}
