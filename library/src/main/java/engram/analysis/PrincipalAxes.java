package engram.analysis;

import engram.base.Seed;
import engram.math.CentredRows;
import engram.math.CrossProducts;
import engram.math.Matrix;
import engram.math.Vectors;
import engram.math.Workers;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The leading right singular vectors of a tall matrix, exactly or by random projection.
 *
 * <p>The random form is the subspace iteration of Halko, Martinsson and Tropp 2011 (algorithms 4.4
 * and 5.1): {@code 10} columns more than asked for, and as many passes as scikit-learn makes.
 */
final class PrincipalAxes {
  /** A direction of which less than this is left beside the others is not tried. */
  private static final double COMPLETE = 1e-3;

  private static final int OVERSAMPLING = 10;
  private static final int PASSES = 7;

  private final double[][] axes;
  private final double[] squares;
  private final double total;

  private PrincipalAxes(double[][] axes, double[] squares, double total) {
    this.axes = axes;
    this.squares = squares;
    this.total = total;
  }

  /** The unit vectors {@code [k][columns]}, that of the largest singular value first. */
  double[][] axes() {
    return axes;
  }

  /** The squares of the singular values, none below 0. */
  double[] squares() {
    return squares;
  }

  /** The sum of the squares of all singular values, found or not. */
  double total() {
    return total;
  }

  /** How many columns the random form works with to find {@code k} axes. */
  static int width(int k) {
    return k + OVERSAMPLING;
  }

  /** All of {@code A^T A}, then its eigenvectors. */
  static PrincipalAxes exact(CentredRows a, int k, Workers workers) {
    return of(CrossProducts.gram(a, workers), k);
  }

  /** From {@code A^T A}; columns that do not vary are left out, unless there are too few others. */
  static PrincipalAxes of(double[][] gram, int k) {
    int d = gram.length;
    int[] varying = IntStream.range(0, d).filter(i -> gram[i][i] > 0).toArray();
    int[] kept = varying.length < k ? IntStream.range(0, d).toArray() : varying;
    double[][] among = new double[kept.length][kept.length];
    for (int i = 0; i < kept.length; i++) {
      for (int j = 0; j < kept.length; j++) {
        among[i][j] = gram[kept[i]][kept[j]];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.leading(among, k);
    double[][] axes = new double[k][d];
    double[] values = new double[k];
    for (int i = 0; i < k; i++) {
      double[] axis = eigen.vector(i);
      for (int j = 0; j < kept.length; j++) {
        axes[i][kept[j]] = axis[j];
      }
      values[i] = Math.max(0, eigen.value(i));
    }
    double trace = IntStream.range(0, d).mapToDouble(i -> gram[i][i]).sum();
    return new PrincipalAxes(axes, values, trace);
  }

  /** From the subspace that {@code A^T A} turns random directions into. */
  static PrincipalAxes randomized(CentredRows a, int k, Seed seed, Workers workers) {
    double[][] basis = directions(Math.min(width(k), a.columns()), a.columns(), seed);
    for (int pass = 0; pass < PASSES; pass++) {
      CentredRows y = plain(a.times(matrix(basis), workers));
      basis = CrossProducts.of(y, a, workers);
      orthonormalise(basis);
    }
    CentredRows b = plain(a.times(matrix(basis), workers));
    PrincipalAxes inside = of(CrossProducts.gram(b, workers), k);
    double[][] axes = combined(inside.axes, basis);
    return new PrincipalAxes(axes, inside.squares, a.squares(workers));
  }

  private static double[][] directions(int count, int d, Seed seed) {
    SplittableRandom random = seed.child("directions").random();
    double[][] all = new double[count][d];
    for (double[] direction : all) {
      for (int j = 0; j < d; j++) {
        direction[j] = random.nextGaussian() / Math.sqrt(d);
      }
    }
    return all;
  }

  private static CentredRows plain(Matrix m) {
    return CentredRows.about(new float[m.columns()], m);
  }

  static Matrix matrix(double[][] rows) {
    return Matrix.of(rows.length, rows[0].length, (i, j) -> (float) rows[i][j]);
  }

  /** Gram and Schmidt, twice over for rounding; a row that depends on those before becomes zero. */
  static void orthonormalise(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      double before = Vectors.norm(rows[i]);
      for (int again = 0; again < 2; again++) {
        for (int j = 0; j < i; j++) {
          Vectors.add(rows[i], -Vectors.dot(rows[i], rows[j]), rows[j]);
        }
      }
      double left = Vectors.norm(rows[i]);
      Vectors.scale(rows[i], left > 1e-10 * before ? 1 / left : 0);
    }
  }

  /** Gives each row of length 0 a direction at right angles to all others. */
  static void complete(double[][] rows) {
    int axis = 0;
    for (double[] row : rows) {
      while (Vectors.norm(row) == 0 && axis < row.length) {
        row[axis++] = 1;
        for (int again = 0; again < 2; again++) {
          for (double[] other : rows) {
            if (other != row) {
              Vectors.add(row, -Vectors.dot(row, other), other);
            }
          }
        }
        double left = Vectors.norm(row);
        Vectors.scale(row, left > COMPLETE ? 1 / left : 0);
      }
    }
  }

  private static double[][] combined(double[][] weights, double[][] basis) {
    double[][] sums = new double[weights.length][basis[0].length];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < basis.length; j++) {
        Vectors.add(sums[i], weights[i][j], basis[j]);
      }
    }
    return sums;
  }
}
