package engram.analysis;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Seed;
import engram.math.CentredRows;
import engram.math.Matrix;
import engram.math.SparseProducts;
import engram.math.SparseProducts.Scatter;
import engram.math.Vectors;
import engram.math.Workers;
import java.util.Arrays;

/**
 * Principal component analysis: the directions in which points differ most (Pearson 1901; Hotelling
 * 1933).
 *
 * <pre>
 * z = V (x - mean),   V the leading eigenvectors of 1/(n - 1) sum_i (x_i - mean)(x_i - mean)^T
 * </pre>
 *
 * <p>Of each component the loading that is largest in size is positive. Variances are in squared
 * units of the data.
 */
public final class Pca {
  /** Below this share of the largest a variance is rounding; whitening makes zeros of it. */
  private static final double NOTHING = 1e-8;

  /** Of a row in floats, what its centring may leave of nothing, as a share of the longest. */
  private static final double ROUNDING = 1e-5;

  /** How components are found. */
  public enum Method {
    /**
     * {@code EXACT} up to 1,000 points or columns, beyond that {@code RANDOMIZED} where it pays.
     */
    AUTO,
    /** By the covariance of columns, or the products of points where these are fewer. */
    EXACT,
    /** By random projection (Halko et al. 2011), for data with many points and columns. */
    RANDOMIZED
  }

  /**
   * How to fit.
   *
   * @param components at least 1, at most the lesser of points and columns
   * @param whiten whether {@link #transform} gives each component variance 1
   * @param seed of the random projection
   * @param threads 1 to 1024; the result does not depend on it
   */
  public record Options(int components, Method method, boolean whiten, Seed seed, int threads) {
    private static final int EXACT_UP_TO = 1000;

    public Options {
      Check.atLeast("components", components, 1);
    }

    /** {@code components} of them, not whitened, on all processors. */
    public static Options of(int components) {
      int threads = Runtime.getRuntime().availableProcessors();
      return new Options(components, Method.AUTO, false, new Seed(1), threads);
    }

    /** The same found by {@code other}. */
    public Options with(Method other) {
      return new Options(components, other, whiten, seed, threads);
    }

    /** The same with components of variance 1. */
    public Options whitened() {
      return new Options(components, method, true, seed, threads);
    }

    /** The same with {@code other}. */
    public Options withSeed(Seed other) {
      return new Options(components, method, whiten, other, threads);
    }

    /** The same on {@code count} threads. */
    public Options withThreads(int count) {
      return new Options(components, method, whiten, seed, count);
    }

    private boolean random(int shorter) {
      boolean pays = shorter > EXACT_UP_TO && 2 * PrincipalAxes.width(components) < shorter;
      return method == Method.RANDOMIZED || (method == Method.AUTO && pays);
    }
  }

  private final Matrix components;
  private final float[] mean;
  private final double[] variances;
  private final double totalVariance;
  private final boolean whiten;

  private Pca(
      Matrix components, float[] mean, double[] variances, double totalVariance, boolean whiten) {
    this.components = components;
    this.mean = mean;
    this.variances = variances;
    this.totalVariance = totalVariance;
    this.whiten = whiten;
  }

  /** What {@link #components()} and its neighbours say of a fit, put together again. */
  public static Pca of(
      Matrix components, float[] mean, double[] variances, double totalVariance, boolean whiten) {
    int k = components.rows();
    Check.require(
        mean.length == components.columns() && variances.length == k,
        k
            + " components of "
            + components.columns()
            + " columns need as many means and variances, got "
            + mean.length
            + " and "
            + variances.length);
    return new Pca(components, mean.clone(), variances.clone(), totalVariance, whiten);
  }

  /** The components of {@code x}, one point per row. */
  public static Pca fit(Matrix x, Options options) {
    int shorter = Math.min(x.rows(), x.columns());
    if (options.components > shorter) {
      throw EngramException.usage(
          "components must be in [1, %d] for %d points of %d columns, got %d"
              .formatted(shorter, x.rows(), x.columns(), options.components));
    }
    try (Workers workers = new Workers(options.threads)) {
      return fit(x, options, workers);
    }
  }

  private static Pca fit(Matrix x, Options options, Workers workers) {
    boolean wide = x.columns() > x.rows();
    if (!wide && !options.random(x.columns()) && SparseProducts.pays(x)) {
      Scatter scatter = SparseProducts.scatter(x, workers);
      PrincipalAxes found = PrincipalAxes.of(scatter.products(), options.components);
      return of(found, found.axes(), scatter.mean(), x.rows(), options);
    }
    CentredRows rows = CentredRows.of(x, workers);
    CentredRows tall = wide ? CentredRows.transposed(x, rows.centre(), workers) : rows;
    PrincipalAxes found =
        options.random(tall.columns())
            ? PrincipalAxes.randomized(tall, options.components, options.seed, workers)
            : PrincipalAxes.exact(tall, options.components, workers);
    double[][] axes = wide ? otherSide(tall, found, workers) : found.axes();
    return of(found, axes, rows.centre(), x.rows(), options);
  }

  private static Pca of(
      PrincipalAxes found, double[][] axes, float[] mean, int points, Options options) {
    Arrays.stream(axes).forEach(Pca::orient);
    int freedom = Math.max(1, points - 1);
    double[] variances = found.squares();
    Arrays.setAll(variances, i -> (float) (variances[i] / freedom));
    float total = (float) (found.total() / freedom);
    return new Pca(PrincipalAxes.matrix(axes), mean, variances, total, options.whiten);
  }

  /**
   * The left singular vectors that belong to right ones: {@code A v / |A v|}, and any directions at
   * right angles to these where there is no variance.
   */
  private static double[][] otherSide(CentredRows a, PrincipalAxes right, Workers workers) {
    double[][] axes = right.axes();
    Matrix images = a.times(PrincipalAxes.matrix(axes), workers);
    double[][] others = new double[axes.length][a.rows()];
    double longest = 0;
    for (int j = 0; j < axes.length; j++) {
      for (int i = 0; i < a.rows(); i++) {
        others[j][i] = images.get(i, j);
      }
      double length = Vectors.norm(others[j]);
      longest = Math.max(longest, length);
      Vectors.scale(others[j], length > ROUNDING * longest ? 1 / length : 0);
    }
    PrincipalAxes.orthonormalise(others);
    PrincipalAxes.complete(others);
    return others;
  }

  private static void orient(double[] axis) {
    double largest = 0;
    for (double loading : axis) {
      largest = Math.abs(loading) > Math.abs(largest) ? loading : largest;
    }
    Vectors.scale(axis, largest < 0 ? -1 : 1);
  }

  /** The coordinates {@code [n, components]} of the rows of {@code x}, on all cores. */
  public Matrix transform(Matrix x) {
    return transform(x, Runtime.getRuntime().availableProcessors());
  }

  /** The same on up to {@code threads} threads. */
  public Matrix transform(Matrix x, int threads) {
    requireColumns("points", x, mean.length);
    Matrix weights =
        Matrix.of(
            components.rows(),
            components.columns(),
            (i, j) -> (float) (components.get(i, j) * shrinkage(i)));
    try (Workers workers = new Workers(threads)) {
      return SparseProducts.pays(x)
          ? SparseProducts.times(x, mean, weights, workers)
          : CentredRows.about(mean, x).times(weights, workers);
    }
  }

  /**
   * The points {@code [n, columns]} with the coordinates {@code z}, in the span of the components.
   */
  public Matrix inverse(Matrix z) {
    requireColumns("coordinates", z, components.rows());
    Matrix weights =
        Matrix.of(
            components.columns(),
            components.rows(),
            (i, j) -> (float) (components.get(j, i) * stretching(j)));
    try (Workers workers = Workers.all()) {
      Matrix flat = CentredRows.about(new float[z.columns()], z).times(weights, workers);
      return Matrix.of(flat.rows(), flat.columns(), (i, j) -> flat.get(i, j) + mean[j]);
    }
  }

  private static void requireColumns(String what, Matrix m, int columns) {
    if (m.columns() != columns) {
      throw EngramException.usage(
          what + " must have " + columns + " columns as in the fit, got " + m.columns());
    }
  }

  private double shrinkage(int i) {
    boolean nothing = variances[i] <= NOTHING * variances[0];
    return !whiten ? 1 : nothing ? 0 : 1 / Math.sqrt(variances[i]);
  }

  private double stretching(int i) {
    return whiten ? Math.sqrt(variances[i]) : 1;
  }

  /** One component per row: {@code [components, columns]}, orthonormal. */
  public Matrix components() {
    return components;
  }

  /** The mean of each column; the caller owns it. */
  public float[] mean() {
    return mean.clone();
  }

  /** The variance along each component, largest first, rounded to floats; the caller owns it. */
  public double[] variances() {
    return variances.clone();
  }

  /** The variance of all columns together, explained or not, rounded to a float. */
  public double totalVariance() {
    return totalVariance;
  }

  /** The share of the total variance along component {@code i}, 0 to 1; 0 of points that agree. */
  public double explained(int i) {
    return totalVariance > 0 ? variances[i] / totalVariance : 0;
  }

  /** Whether {@link #transform} gives each component variance 1. */
  public boolean whitens() {
    return whiten;
  }
}
