package engram.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A named line.
 *
 * @param points in drawing order; a point that is not finite leaves a gap
 */
public record Series(String name, List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }

  /** One point of a line. */
  public record Point(double x, double y) {
    boolean finite() {
      return Double.isFinite(x) && Double.isFinite(y);
    }
  }

  /** The values after epoch 1, 2, 3, ... */
  public static Series perEpoch(String name, List<Double> values) {
    return new Series(
        name,
        IntStream.range(0, values.size()).mapToObj(i -> new Point(i + 1, values.get(i))).toList());
  }
}
