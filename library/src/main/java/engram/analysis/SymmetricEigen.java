package engram.analysis;

import engram.base.Check;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Eigenvalues of a symmetric matrix, the largest first, with unit eigenvectors. */
final class SymmetricEigen {
  private final EigenDecomposition_F64<DMatrixRMaj> eigen;
  private final int[] order;

  private SymmetricEigen(EigenDecomposition_F64<DMatrixRMaj> eigen, int n) {
    this.eigen = eigen;
    order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .mapToInt(i -> i)
            .toArray();
  }

  /** Those of {@code s}, of which the upper and lower triangle must be the same. */
  static SymmetricEigen of(double[][] s) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(s.length, true, true);
    Check.require(
        eigen.decompose(new DMatrixRMaj(s)),
        "the eigenvalues of a matrix of " + s.length + " rows could not be found");
    return new SymmetricEigen(eigen, s.length);
  }

  /** The eigenvalue of rank {@code i}. */
  double value(int i) {
    return eigen.getEigenvalue(order[i]).getReal();
  }

  /** The eigenvector of rank {@code i}; the caller owns it. */
  double[] vector(int i) {
    return eigen.getEigenVector(order[i]).getData().clone();
  }
}
