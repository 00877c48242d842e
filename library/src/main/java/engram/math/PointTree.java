package engram.math;

import engram.base.Check;
import java.util.Arrays;

/**
 * A k-d tree (Bentley 1975) whose nodes know their box and the sum of their points, so that a ball
 * takes in whole nodes at once.
 */
public final class PointTree {
  private static final int LEAF = 8;

  private final int dimensions;
  private final double[] points;
  private final double[] boxes;
  private final double[] sums;

  private PointTree(double[] points, int dimensions) {
    this.dimensions = dimensions;
    this.points = points;
    int nodes = nodes(points.length / dimensions);
    boxes = new double[nodes * 2 * dimensions];
    sums = new double[nodes * dimensions];
    build(0, 0, points.length / dimensions);
  }

  /** The tree of the rows of {@code x}, at least one. */
  public static PointTree of(Matrix x) {
    Check.atLeast("points", x.rows(), 1);
    double[] points = new double[x.rows() * x.columns()];
    for (int i = 0; i < points.length; i++) {
      points[i] = x.get(i / x.columns(), i % x.columns());
    }
    return new PointTree(points, x.columns());
  }

  /**
   * Halves differ by one point at most, so levels are full and a node's children are 2i+1, 2i+2.
   */
  private static int nodes(int n) {
    int nodes = 1;
    for (int most = n; most > LEAF; most = (most + 1) / 2) {
      nodes = 2 * nodes + 1;
    }
    return nodes;
  }

  private void build(int node, int from, int to) {
    measure(node, from, to);
    if (to - from > LEAF) {
      int middle = middle(from, to);
      select(widest(node), from, to, middle);
      build(2 * node + 1, from, middle);
      build(2 * node + 2, middle, to);
    }
  }

  private static int middle(int from, int to) {
    return from + (to - from + 1) / 2;
  }

  private void measure(int node, int from, int to) {
    int low = node * 2 * dimensions;
    Arrays.fill(boxes, low, low + dimensions, Double.POSITIVE_INFINITY);
    Arrays.fill(boxes, low + dimensions, low + 2 * dimensions, Double.NEGATIVE_INFINITY);
    for (int i = from; i < to; i++) {
      for (int d = 0; d < dimensions; d++) {
        double v = points[i * dimensions + d];
        boxes[low + d] = Math.min(boxes[low + d], v);
        boxes[low + dimensions + d] = Math.max(boxes[low + dimensions + d], v);
        sums[node * dimensions + d] += v;
      }
    }
  }

  private int widest(int node) {
    int low = node * 2 * dimensions;
    int widest = 0;
    for (int d = 1; d < dimensions; d++) {
      if (width(low, d) > width(low, widest)) {
        widest = d;
      }
    }
    return widest;
  }

  private double width(int low, int d) {
    return boxes[low + dimensions + d] - boxes[low + d];
  }

  /** Puts the points below rank {@code rank} in dimension {@code d} first (Hoare 1961). */
  private void select(int d, int from, int to, int rank) {
    int low = from;
    int high = to - 1;
    while (low < high) {
      double pivot = points[(low + high) / 2 * dimensions + d];
      int i = low;
      int j = high;
      while (i <= j) {
        while (points[i * dimensions + d] < pivot) {
          i++;
        }
        while (points[j * dimensions + d] > pivot) {
          j--;
        }
        if (i <= j) {
          swap(i++, j--);
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  private void swap(int i, int j) {
    for (int d = 0; d < dimensions; d++) {
      double kept = points[i * dimensions + d];
      points[i * dimensions + d] = points[j * dimensions + d];
      points[j * dimensions + d] = kept;
    }
  }

  /** Adds to {@code sum} the points at most {@code radius} from {@code centre}; how many. */
  public int ball(double[] centre, double radius, double[] sum) {
    return new Ball(centre, radius, sum).count(0, 0, points.length / dimensions);
  }

  /**
   * Adds to {@code sum} the points at most {@code reach} bandwidths from {@code centre}, each
   * weighed {@code exp(-distance^2 / (2 bandwidth^2))}; the sum of the weights.
   */
  public double gaussian(double[] centre, double bandwidth, double reach, double[] sum) {
    Ball ball = new Ball(centre, bandwidth * reach, sum);
    return ball.weigh(0, 0, points.length / dimensions, -0.5 / (bandwidth * bandwidth));
  }

  private final class Ball {
    private final double[] centre;
    private final double square;
    private final double[] sum;

    Ball(double[] centre, double radius, double[] sum) {
      this.centre = centre;
      this.square = radius * radius;
      this.sum = sum;
    }

    int count(int node, int from, int to) {
      if (nearest(node, centre) > square) {
        return 0;
      }
      if (farthest(node, centre) <= square) {
        add(sums, node, 1);
        return to - from;
      }
      if (to - from > LEAF) {
        int middle = middle(from, to);
        return count(2 * node + 1, from, middle) + count(2 * node + 2, middle, to);
      }
      int count = 0;
      for (int i = from; i < to; i++) {
        if (distance(i, centre) <= square) {
          add(points, i, 1);
          count++;
        }
      }
      return count;
    }

    double weigh(int node, int from, int to, double exponent) {
      if (nearest(node, centre) > square) {
        return 0;
      }
      if (to - from > LEAF) {
        int middle = middle(from, to);
        return weigh(2 * node + 1, from, middle, exponent)
            + weigh(2 * node + 2, middle, to, exponent);
      }
      double weights = 0;
      for (int i = from; i < to; i++) {
        double distance = distance(i, centre);
        if (distance <= square) {
          double weight = Math.exp(exponent * distance);
          add(points, i, weight);
          weights += weight;
        }
      }
      return weights;
    }

    private void add(double[] values, int at, double weight) {
      for (int d = 0; d < dimensions; d++) {
        sum[d] += weight * values[at * dimensions + d];
      }
    }
  }

  private double distance(int i, double[] centre) {
    double square = 0;
    for (int d = 0; d < dimensions; d++) {
      double apart = points[i * dimensions + d] - centre[d];
      square += apart * apart;
    }
    return square;
  }

  private double nearest(int node, double[] centre) {
    int low = node * 2 * dimensions;
    double square = 0;
    for (int d = 0; d < dimensions; d++) {
      double below = boxes[low + d] - centre[d];
      double above = centre[d] - boxes[low + dimensions + d];
      double apart = Math.max(0, Math.max(below, above));
      square += apart * apart;
    }
    return square;
  }

  private double farthest(int node, double[] centre) {
    int low = node * 2 * dimensions;
    double square = 0;
    for (int d = 0; d < dimensions; d++) {
      double below = centre[d] - boxes[low + d];
      double above = boxes[low + dimensions + d] - centre[d];
      double apart = Math.max(below, above);
      square += apart * apart;
    }
    return square;
  }
}
