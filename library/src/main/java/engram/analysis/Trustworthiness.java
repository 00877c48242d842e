package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;
import engram.math.Neighbours;
import engram.math.Workers;
import java.util.stream.DoubleStream;

/**
 * Whether neighbours in a map were near each other before (Venna and Kaski 2001; as in
 * scikit-learn).
 *
 * <pre>
 * 1 - 2 / (n k (2n - 3k - 1)) sum_i sum_{j among the k nearest of i in the map} max(0, r(i, j) - k)
 * </pre>
 *
 * <p>r(i, j) is the rank of j by its distance from i in the original space, 1 for the nearest. Of
 * more than 1,000 points, the sum runs over 1,000 spread evenly, ranked among all.
 */
public final class Trustworthiness {
  private static final int MOST = 1000;
  private static final int BLOCK = 16;

  private Trustworthiness() {}

  /**
   * The trustworthiness of a map, 0 to 1.
   *
   * @param x the original points, one per row
   * @param map the same points in the map
   * @param k neighbours, 1 to below half the number of points
   */
  public static double of(Matrix x, Matrix map, int k, Workers workers) {
    int n = x.rows();
    Check.require(n == map.rows(), n + " points but " + map.rows() + " places");
    Check.within("neighbours", k, 1, Math.max(1, (n - 1) / 2));
    int asked = Math.min(n, MOST);
    Matrix some =
        Matrix.of(asked, map.columns(), (i, j) -> map.get((int) ((long) i * n / asked), j));
    Neighbours near = Neighbours.of(some, map, Math.min(n, k + 1), workers);
    double[] excess = new double[asked];
    workers.eachStretch(
        asked,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            excess[i] = excess(x, near, i, (int) ((long) i * n / asked), k);
          }
        });
    double most = (double) asked * k * (2.0 * n - 3.0 * k - 1);
    return 1 - 2 / most * DoubleStream.of(excess).sum();
  }

  /** By how many ranks the neighbours that the map gives point {@code self} exceed k. */
  private static double excess(Matrix x, Neighbours near, int i, int self, int k) {
    double[] squares = squares(x, self);
    double sum = 0;
    int taken = 0;
    for (int r = 0; r < near.k() && taken < k; r++) {
      int j = near.index(i, r);
      if (j != self) {
        taken++;
        sum += Math.max(0, rank(squares, self, j) - k);
      }
    }
    return sum;
  }

  private static double[] squares(Matrix x, int self) {
    float[] here = x.row(self);
    double[] squares = new double[x.rows()];
    for (int j = 0; j < squares.length; j++) {
      double sum = 0;
      for (int d = 0; d < here.length; d++) {
        double apart = here[d] - x.get(j, d);
        sum += apart * apart;
      }
      squares[j] = sum;
    }
    return squares;
  }

  private static int rank(double[] squares, int self, int j) {
    int rank = 1;
    for (int other = 0; other < squares.length; other++) {
      boolean nearer = squares[other] < squares[j] || (squares[other] == squares[j] && other < j);
      rank += nearer && other != self ? 1 : 0;
    }
    return rank;
  }
}
