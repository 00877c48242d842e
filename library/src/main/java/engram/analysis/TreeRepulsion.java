package engram.analysis;

import engram.math.Workers;
import java.util.Arrays;

/**
 * Repulsion by a tree of cells (Barnes and Hut 1986; van der Maaten 2014): a cell that looks small
 * from a place acts as if all its points lay at their mean.
 */
final class TreeRepulsion implements Repulsion {
  /** A cell looks small if its width is below this share of its distance. */
  private static final double ANGLE = 0.5;

  private static final int LEAF = 8;
  private static final int DEEPEST = 48;
  private static final int BLOCK = 256;

  private final int dimensions;
  private final int fan;
  private float[] points = {};
  private int[] from = {};
  private int[] to = {};
  private int[] child = {};
  private double[] width = {};
  private double[] mean = {};
  private int cells;

  TreeRepulsion(int dimensions) {
    this.dimensions = dimensions;
    fan = 1 << dimensions;
  }

  @Override
  public void sources(float[] y, Workers workers) {
    points = y.clone();
    cells = 0;
    int n = y.length / dimensions;
    double[] low = new double[dimensions];
    double side = box(low);
    grow(Math.max(64, n));
    cell(0, n, side);
    split(0, low, 0);
  }

  private double box(double[] low) {
    double[] high = new double[dimensions];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < points.length; i++) {
      int d = i % dimensions;
      low[d] = Math.min(low[d], points[i]);
      high[d] = Math.max(high[d], points[i]);
    }
    double side = 0;
    for (int d = 0; d < dimensions; d++) {
      side = Math.max(side, high[d] - low[d]);
    }
    return side;
  }

  private void grow(int capacity) {
    if (capacity > from.length) {
      from = Arrays.copyOf(from, capacity);
      to = Arrays.copyOf(to, capacity);
      child = Arrays.copyOf(child, capacity);
      width = Arrays.copyOf(width, capacity);
      mean = Arrays.copyOf(mean, capacity * dimensions);
    }
  }

  private void cell(int first, int end, double side) {
    if (cells == from.length) {
      grow(2 * cells);
    }
    int c = cells++;
    from[c] = first;
    to[c] = end;
    child[c] = -1;
    width[c] = side;
    for (int d = 0; d < dimensions; d++) {
      double sum = 0;
      for (int i = first; i < end; i++) {
        sum += points[i * dimensions + d];
      }
      mean[c * dimensions + d] = sum / Math.max(1, end - first);
    }
  }

  /** Cuts cell {@code c}, whose corner is {@code low}, in half in every dimension. */
  private void split(int c, double[] low, int depth) {
    if (to[c] - from[c] <= LEAF || depth == DEEPEST) {
      return;
    }
    double half = width[c] / 2;
    int first = cells;
    child[c] = first;
    int begin = from[c];
    for (int part = 0; part < fan; part++) {
      int end = gather(begin, to[c], low, half, part);
      cell(begin, end, half);
      begin = end;
    }
    for (int part = 0; part < fan; part++) {
      double[] corner = new double[dimensions];
      for (int d = 0; d < dimensions; d++) {
        corner[d] = low[d] + (part >> d & 1) * half;
      }
      split(first + part, corner, depth + 1);
    }
  }

  /** Moves the points of part {@code part} to the front of what is left; where they end. */
  private int gather(int begin, int end, double[] low, double half, int part) {
    int next = begin;
    for (int i = begin; i < end; i++) {
      int its = 0;
      for (int d = 0; d < dimensions; d++) {
        its |= (points[i * dimensions + d] >= low[d] + half ? 1 : 0) << d;
      }
      if (its == part) {
        swap(i, next++);
      }
    }
    return part == fan - 1 ? end : next;
  }

  private void swap(int i, int j) {
    for (int d = 0; d < dimensions; d++) {
      float kept = points[i * dimensions + d];
      points[i * dimensions + d] = points[j * dimensions + d];
      points[j * dimensions + d] = kept;
    }
  }

  @Override
  public void at(float[] places, float[] force, double[] sums, Workers workers) {
    workers.eachStretch(
        sums.length,
        BLOCK,
        (first, end) -> {
          Walk walk = new Walk();
          for (int i = first; i < end; i++) {
            sums[i] = walk.around(places, i * dimensions);
            for (int d = 0; d < dimensions; d++) {
              force[i * dimensions + d] = (float) walk.force[d];
            }
          }
        });
  }

  /** One place's way through the tree. */
  private final class Walk {
    private final double[] place = new double[dimensions];
    private final double[] force = new double[dimensions];

    double around(float[] places, int at) {
      for (int d = 0; d < dimensions; d++) {
        place[d] = places[at + d];
        force[d] = 0;
      }
      return visit(0);
    }

    private double visit(int c) {
      int count = to[c] - from[c];
      if (count == 0) {
        return 0;
      }
      double square = 0;
      for (int d = 0; d < dimensions; d++) {
        double apart = place[d] - mean[c * dimensions + d];
        square += apart * apart;
      }
      boolean onePlace = child[c] < 0 && count > LEAF;
      if (onePlace || width[c] * width[c] < ANGLE * ANGLE * square) {
        return push(count, square, c);
      }
      double sum = 0;
      if (child[c] < 0) {
        for (int i = from[c]; i < to[c]; i++) {
          sum += point(i);
        }
      } else {
        for (int part = 0; part < fan; part++) {
          sum += visit(child[c] + part);
        }
      }
      return sum;
    }

    private double push(int count, double square, int c) {
      double w = 1 / (1 + square);
      for (int d = 0; d < dimensions; d++) {
        force[d] += count * w * w * (place[d] - mean[c * dimensions + d]);
      }
      return count * w;
    }

    private double point(int i) {
      double square = 0;
      for (int d = 0; d < dimensions; d++) {
        double apart = place[d] - points[i * dimensions + d];
        square += apart * apart;
      }
      double w = 1 / (1 + square);
      for (int d = 0; d < dimensions; d++) {
        force[d] += w * w * (place[d] - points[i * dimensions + d]);
      }
      return w;
    }
  }
}
