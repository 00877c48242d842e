package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Fréchet distance between the Gaussians fitted to two sets of features (Dowson and Landau 1982;
 * Heusel et al. 2017, equation 6).
 *
 * <pre>
 * d = |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^{1/2})
 * </pre>
 *
 * <p>S1 S2 has the eigenvalues of the symmetric S1^{1/2} S2 S1^{1/2}, whose roots are summed; those
 * that rounding made negative count as zero, so singular covariances are no special case.
 */
public final class Frechet {
  private Frechet() {}

  /** The distance, at least 0, between rows of features of equally many columns. */
  public static double distance(Matrix a, Matrix b) {
    Check.require(
        a.columns() == b.columns(),
        "features must be of one width, got " + a.columns() + " and " + b.columns());
    return distance(Gaussian.of(a), Gaussian.of(b));
  }

  /** The distance, at least 0, between two Gaussians of one dimension. */
  public static double distance(Gaussian a, Gaussian b) {
    double d = 0;
    for (int i = 0; i < a.dimensions(); i++) {
      double apart = a.mean(i) - b.mean(i);
      d += apart * apart + a.covariance(i, i) + b.covariance(i, i);
    }
    return Math.max(0, d - 2 * traceOfRoot(covariance(a), covariance(b)));
  }

  private static DMatrixRMaj covariance(Gaussian m) {
    int n = m.dimensions();
    DMatrixRMaj s = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        s.set(i, j, m.covariance(i, j));
      }
    }
    return s;
  }

  /** {@code tr (S1 S2)^{1/2}}. */
  private static double traceOfRoot(DMatrixRMaj s1, DMatrixRMaj s2) {
    DMatrixRMaj root = root(s1);
    int n = root.numRows;
    DMatrixRMaj left = new DMatrixRMaj(n, n);
    DMatrixRMaj product = new DMatrixRMaj(n, n);
    CommonOps_DDRM.mult(root, s2, left);
    CommonOps_DDRM.mult(left, root, product);
    EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(symmetric(product), false);
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
    }
    return trace;
  }

  /** The symmetric root of a symmetric matrix without negative eigenvalues. */
  private static DMatrixRMaj root(DMatrixRMaj s) {
    int n = s.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(s, true);
    DMatrixRMaj root = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      double value = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
      DMatrixRMaj v = eigen.getEigenVector(i);
      CommonOps_DDRM.multAddTransB(value, v, v, root);
    }
    return root;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> eigen(DMatrixRMaj s, boolean vectors) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(s.numRows, vectors, true);
    Check.require(eigen.decompose(s.copy()), "the eigenvalues of a covariance could not be found");
    return eigen;
  }

  private static DMatrixRMaj symmetric(DMatrixRMaj m) {
    DMatrixRMaj sum = new DMatrixRMaj(m.numRows, m.numCols);
    CommonOps_DDRM.add(0.5, m, 0.5, CommonOps_DDRM.transpose(m, null), sum);
    return sum;
  }
}
