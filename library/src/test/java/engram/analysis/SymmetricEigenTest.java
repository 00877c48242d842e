package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.math.Matrix;
import engram.math.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
  private static double[][] symmetric(int n, int rank) {
    Matrix x = Points.normal(rank, n, 1);
    double[][] s = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int r = 0; r < rank; r++) {
          s[i][j] += x.get(r, i) * (double) x.get(r, j);
        }
      }
    }
    return s;
  }

  private static double[][] copy(double[][] s) {
    return Arrays.stream(s).map(double[]::clone).toArray(double[][]::new);
  }

  private static void requireEigen(double[][] s, int k, double scale) {
    SymmetricEigen eigen = SymmetricEigen.leading(copy(s), k);
    for (int i = 0; i < k; i++) {
      double[] v = eigen.vector(i);
      for (int row = 0; row < s.length; row++) {
        assertEquals(eigen.value(i) * v[row], Vectors.dot(s[row], v), 1e-12 * scale);
      }
      for (int j = 0; j <= i; j++) {
        assertEquals(i == j ? 1 : 0, Vectors.dot(v, eigen.vector(j)), 1e-12);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,2,2", "3,2,3", "40,60,40", "40,7,20", "120,200,15"})
  void valuesAreThoseOfTheQrAlgorithmAndVectorsFulfilTheEquation(int n, int rank, int k) {
    double[][] s = symmetric(n, rank);
    requireEigen(s, k, 10.0 * n * rank);
    EigenDecomposition_F64<DMatrixRMaj> all = DecompositionFactory_DDRM.eig(n, false, true);
    all.decompose(new DMatrixRMaj(s));
    double[] sorted =
        IntStream.range(0, n).mapToDouble(i -> all.getEigenvalue(i).getReal()).sorted().toArray();
    SymmetricEigen eigen = SymmetricEigen.leading(copy(s), k);
    for (int i = 0; i < k; i++) {
      assertEquals(sorted[n - 1 - i], eigen.value(i), 1e-11 * n * rank);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 50})
  void repeatedAndZeroEigenvaluesAreNoObstacle(int n) {
    double[][] s = new double[n][n];
    requireEigen(s, n, 1);
    for (int i = 0; i < n; i++) {
      s[i][i] = i % 3;
    }
    requireEigen(s, n, 10);
    for (double[] row : s) {
      Arrays.fill(row, 1);
    }
    requireEigen(s, n, 100);
  }
}
