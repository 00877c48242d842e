package engram.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * A regression tree over the unit cube: boxes that fill it, each with the mean of the examples in
 * it, cut where the squared error falls most.
 */
final class RegressionTree {
  private static final double LEAST_GAIN = 1e-12;

  /** A part of the cube. */
  private static final class Box {
    final double[] low;
    final double[] high;
    final double value;

    Box(double[] low, double[] high, double value) {
      this.low = low;
      this.high = high;
      this.value = value;
    }

    /** Its volume, the side along {@code except} left out; -1 leaves out none. */
    double volume(int except) {
      double volume = 1;
      for (int j = 0; j < low.length; j++) {
        volume *= j == except ? 1 : high[j] - low[j];
      }
      return volume;
    }
  }

  /** Where to cut, and by how much the squared error falls. */
  private record Cut(int dimension, double at, double gain) {}

  private final double[][] x;
  private final double[] y;
  private final List<Box> boxes = new ArrayList<>();

  private RegressionTree(double[][] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** The tree of the examples {@code rows}, which may name one several times. */
  static RegressionTree fit(double[][] x, double[] y, int[] rows) {
    RegressionTree tree = new RegressionTree(x, y);
    double[] high = new double[x[0].length];
    Arrays.fill(high, 1);
    tree.grow(rows, new double[high.length], high);
    return tree;
  }

  private void grow(int[] rows, double[] low, double[] high) {
    Cut best = new Cut(-1, 0, LEAST_GAIN);
    for (int j = 0; j < low.length; j++) {
      Cut cut = cut(rows, j);
      best = cut.gain > best.gain ? cut : best;
    }
    if (best.dimension < 0) {
      boxes.add(new Box(low, high, Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElse(0)));
      return;
    }
    int j = best.dimension;
    double at = best.at;
    double[] middleHigh = high.clone();
    middleHigh[j] = at;
    double[] middleLow = low.clone();
    middleLow[j] = at;
    grow(Arrays.stream(rows).filter(i -> x[i][j] < at).toArray(), low, middleHigh);
    grow(Arrays.stream(rows).filter(i -> x[i][j] >= at).toArray(), middleLow, high);
  }

  private Cut cut(int[] rows, int j) {
    List<Integer> sorted = new ArrayList<>(Arrays.stream(rows).boxed().toList());
    sorted.sort(Comparator.comparingDouble(i -> x[i][j]));
    double total = sorted.stream().mapToDouble(i -> y[i]).sum();
    int n = sorted.size();
    double left = 0;
    Cut best = new Cut(j, 0, 0);
    for (int k = 1; k < n; k++) {
      left += y[sorted.get(k - 1)];
      double before = x[sorted.get(k - 1)][j];
      double after = x[sorted.get(k)][j];
      double right = total - left;
      double gain = left * left / k + right * right / (n - k) - total * total / n;
      if (after > before && gain > best.gain) {
        best = new Cut(j, (before + after) / 2, gain);
      }
    }
    return best;
  }

  private double mean() {
    return boxes.stream().mapToDouble(b -> b.volume(-1) * b.value).sum();
  }

  /** The variance of its values over the cube. */
  double variance() {
    double mean = mean();
    return boxes.stream()
        .mapToDouble(b -> b.volume(-1) * (b.value - mean) * (b.value - mean))
        .sum();
  }

  /** The variance along dimension {@code j} of its mean over all others. */
  double varianceOf(int j) {
    double mean = mean();
    TreeSet<Double> ends = new TreeSet<>();
    boxes.forEach(b -> ends.add(b.low[j]));
    double sum = 0;
    for (double from : ends) {
      Double next = ends.higher(from);
      double to = next == null ? 1 : next;
      double marginal =
          boxes.stream()
              .filter(b -> b.low[j] <= from && b.high[j] >= to)
              .mapToDouble(b -> b.volume(j) * b.value)
              .sum();
      sum += (to - from) * (marginal - mean) * (marginal - mean);
    }
    return sum;
  }
}
