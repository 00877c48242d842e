package engram.analysis;

import engram.math.Householder;
import engram.math.Vectors;
import java.util.SplittableRandom;

/**
 * The largest eigenvalues of a symmetric matrix with unit eigenvectors that are orthogonal.
 *
 * <p>Of the tridiagonal form, eigenvalues come from counting those above a value (Givens 1954) and
 * vectors from inverse iteration (Wilkinson 1965), which for few of many is faster than the QR
 * algorithm for all.
 */
final class SymmetricEigen {
  private static final int HALVINGS = 100;
  private static final int SOLVES = 3;
  private static final double EPSILON = Math.ulp(1.0);
  private static final double TINY = EPSILON * EPSILON;

  private final double[][] vectors;
  private final double[] values;

  private SymmetricEigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /** The eigenvalue of rank {@code i}, the largest being 0. */
  double value(int i) {
    return values[i];
  }

  /** The eigenvector of rank {@code i}; the caller owns it. */
  double[] vector(int i) {
    return vectors[i].clone();
  }

  /**
   * The {@code k} largest of {@code s}, both triangles of which must be the same; it is used up.
   */
  static SymmetricEigen leading(double[][] s, int k) {
    Householder form = Householder.of(s);
    Tridiagonal t = new Tridiagonal(form.diagonal(), form.beside());
    double[] values = new double[k];
    double[][] vectors = new double[k][];
    SplittableRandom random = new SplittableRandom(s.length);
    for (int i = 0; i < k; i++) {
      double value = t.value(i);
      values[i] = t.scale * value;
      vectors[i] = t.vector(value, vectors, i, random);
    }
    for (double[] v : vectors) {
      form.turn(v);
    }
    return new SymmetricEigen(values, vectors);
  }

  /** A symmetric matrix with {@code beside[i]} at (i, i + 1), scaled to eigenvalues in [-1, 1]. */
  private static final class Tridiagonal {
    private final double[] diagonal;
    private final double[] beside;
    private final double scale;

    Tridiagonal(double[] diagonal, double[] beside) {
      this.diagonal = diagonal;
      this.beside = beside;
      double most = 0;
      for (int i = 0; i < diagonal.length; i++) {
        most = Math.max(most, Math.abs(diagonal[i]) + right(i) + (i > 0 ? right(i - 1) : 0));
      }
      scale = most > 0 ? most : 1;
      Vectors.scale(diagonal, 1 / scale);
      Vectors.scale(beside, 1 / scale);
    }

    private double right(int i) {
      return i < diagonal.length - 1 ? Math.abs(beside[i]) : 0;
    }

    /** The eigenvalue that has {@code rank} larger ones. */
    double value(int rank) {
      double low = -1;
      double high = 1;
      for (int i = 0; i < HALVINGS && high - low > EPSILON; i++) {
        double middle = (low + high) / 2;
        if (above(middle) > rank) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }

    /** How many eigenvalues are above {@code x}: the positive pivots of T - x. */
    private int above(double x) {
      int count = 0;
      double pivot = 1;
      for (int i = 0; i < diagonal.length; i++) {
        double left = i > 0 ? beside[i - 1] : 0;
        pivot = diagonal[i] - x - left * left / pivot;
        pivot = Math.abs(pivot) < TINY ? -TINY : pivot;
        count += pivot > 0 ? 1 : 0;
      }
      return count;
    }

    /** A unit vector of eigenvalue {@code x}, orthogonal to the first {@code found} others. */
    double[] vector(double x, double[][] others, int found, SplittableRandom random) {
      double[] v = random.doubles(diagonal.length, -1, 1).toArray();
      clear(v, others, found);
      for (int i = 0; i < SOLVES; i++) {
        solve(x, v);
        clear(v, others, found);
      }
      return v;
    }

    private static void clear(double[] v, double[][] others, int found) {
      Vectors.scale(v, 1 / Vectors.norm(v));
      for (int again = 0; again < 2; again++) {
        for (int j = 0; j < found; j++) {
          Vectors.add(v, -Vectors.dot(v, others[j]), others[j]);
        }
        Vectors.scale(v, 1 / Vectors.norm(v));
      }
    }

    /** Solves {@code (T - x) y = v} by elimination with row exchanges; y replaces v. */
    private void solve(double x, double[] v) {
      int n = v.length;
      double[] first = new double[n];
      double[] second = new double[n];
      double[] third = new double[n];
      double a = diagonal[0] - x;
      double b = n > 1 ? beside[0] : 0;
      for (int i = 0; i < n - 1; i++) {
        double under = beside[i];
        double next = diagonal[i + 1] - x;
        double after = i < n - 2 ? beside[i + 1] : 0;
        if (Math.abs(under) > Math.abs(a)) {
          double factor = a / under;
          double kept = v[i];
          v[i] = v[i + 1];
          v[i + 1] = kept - factor * v[i];
          first[i] = under;
          second[i] = next;
          third[i] = after;
          a = b - factor * next;
          b = -factor * after;
        } else {
          first[i] = pivot(a);
          second[i] = b;
          double factor = under / first[i];
          v[i + 1] -= factor * v[i];
          a = next - factor * b;
          b = after;
        }
      }
      first[n - 1] = pivot(a);
      for (int i = n - 1; i >= 0; i--) {
        double right = i < n - 1 ? second[i] * v[i + 1] : 0;
        double beyond = i < n - 2 ? third[i] * v[i + 2] : 0;
        v[i] = (v[i] - right - beyond) / first[i];
      }
    }

    private double pivot(double value) {
      return Math.abs(value) < EPSILON ? EPSILON : value;
    }
  }
}
