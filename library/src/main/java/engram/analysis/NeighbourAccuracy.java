package engram.analysis;

import engram.base.Check;
import engram.math.Matrix;
import engram.math.Neighbours;
import engram.math.Workers;

/** How often the nearest other points of a map are of a point's own class. */
public final class NeighbourAccuracy {
  private NeighbourAccuracy() {}

  /**
   * The share of the points whose class is the most frequent among their {@code k} nearest others,
   * the nearest of equally frequent ones counting.
   *
   * @param labels of the points, 0 or more
   * @param k 1 to below the number of points
   */
  public static double of(Matrix points, int[] labels, int k, Workers workers) {
    int n = points.rows();
    Check.require(n == labels.length, n + " points but " + labels.length + " labels");
    Neighbours near = Neighbours.among(points, k, workers);
    int classes = java.util.Arrays.stream(labels).max().orElse(0) + 1;
    int right = 0;
    for (int i = 0; i < n; i++) {
      int[] votes = new int[classes];
      int best = labels[near.index(i, 0)];
      for (int r = 0; r < k; r++) {
        votes[labels[near.index(i, r)]]++;
      }
      for (int r = 0; r < k; r++) {
        int candidate = labels[near.index(i, r)];
        best = votes[candidate] > votes[best] ? candidate : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return right / (double) n;
  }
}
