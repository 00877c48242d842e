package engram.model.coding;

import engram.base.Check;
import engram.math.Matrix;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * A dictionary Phi of K atoms of D values each, and the products that a sparse code is found with.
 *
 * <p>Rows of the Gram matrix are computed when they are first asked for and then kept, so only
 * atoms in use cost anything. Every sum has a fixed order: the same bits on any number of threads.
 */
public final class Dictionary {
  private final int atoms;
  private final int values;
  private final float[][] byAtom;
  private final float[][] byValue;
  private final AtomicReferenceArray<float[]> gram;

  private Dictionary(Matrix phi) {
    atoms = phi.rows();
    values = phi.columns();
    byAtom = IntStream.range(0, atoms).mapToObj(phi::row).toArray(float[][]::new);
    byValue = IntStream.range(0, values).mapToObj(phi::column).toArray(float[][]::new);
    gram = new AtomicReferenceArray<>(atoms);
  }

  /**
   * The dictionary with one atom per row of {@code phi [K, D]}.
   *
   * @throws IllegalArgumentException if it is empty or a value is not finite
   */
  public static Dictionary of(Matrix phi) {
    Check.require(phi.rows() > 0 && phi.columns() > 0, "a dictionary has at least one atom");
    for (int k = 0; k < phi.rows(); k++) {
      for (int d = 0; d < phi.columns(); d++) {
        float v = phi.get(k, d);
        if (!Float.isFinite(v)) {
          Check.require(false, "atom " + k + ", value " + d + " must be a finite number, got " + v);
        }
      }
    }
    return new Dictionary(phi);
  }

  /** K, the number of atoms. */
  public int atoms() {
    return atoms;
  }

  /** D, the number of values of an atom. */
  public int values() {
    return values;
  }

  /** Phi^T x of an image {@code x [D]}, into {@code b [K]}. */
  void correlate(float[] x, float[] b) {
    java.util.Arrays.fill(b, 0);
    for (int d = 0; d < values; d++) {
      if (x[d] != 0) {
        add(x[d], byValue[d], b);
      }
    }
  }

  /** Row {@code k} of Phi^T Phi; not to be written to. */
  float[] gram(int k) {
    float[] row = gram.get(k);
    if (row == null) {
      row = new float[atoms];
      correlate(byAtom[k], row);
      gram.set(k, row);
    }
    return row;
  }

  /** {@code y += s x}. */
  static void add(float s, float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += s * x[i];
    }
  }
}
