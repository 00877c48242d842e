package engram.report;

import engram.base.Check;
import engram.data.Labels;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled codes along three units.
 *
 * @param codes [n, 3]; a row that is not finite counts for nothing
 * @param labels one per code
 * @param units what the three are called, such as "code 4"
 */
public record CodeCloud(Matrix codes, Labels labels, List<String> units) {
  /** The share of codes beyond each end of a scale, so that single ones do not stretch it. */
  private static final double BEYOND = 0.005;

  private static final double MARGIN = 0.05;

  private static final int TICKS = 4;

  public CodeCloud {
    units = List.copyOf(units);
    Check.require(
        codes.columns() == 3 && units.size() == 3,
        "a cloud of codes needs 3 units, got " + codes.columns());
    Check.require(
        labels.size() == codes.rows(), codes.rows() + " codes but " + labels.size() + " labels");
    Check.require(codes.rows() >= 1, "a cloud needs at least one code");
  }

  /** The finite codes of one class. */
  Matrix ofClass(int label) {
    int[] rows =
        IntStream.range(0, codes.rows()).filter(i -> labels.get(i) == label && finite(i)).toArray();
    return Matrix.of(rows.length, 3, (i, j) -> codes.get(rows[i], j));
  }

  private boolean finite(int i) {
    return Float.isFinite(codes.get(i, 0) + codes.get(i, 1) + codes.get(i, 2));
  }

  /** The range of unit {@code j} over all classes, without the outermost codes. */
  Range range(int j) {
    double[] sorted =
        IntStream.range(0, codes.rows())
            .filter(this::finite)
            .mapToDouble(i -> codes.get(i, j))
            .sorted()
            .toArray();
    int beyond = (int) (BEYOND * sorted.length);
    Range inner = Range.of(Arrays.stream(sorted).skip(beyond).limit(sorted.length - 2L * beyond));
    double margin = MARGIN * (inner.high() - inner.low());
    return new Range(inner.low() - margin, inner.high() + margin);
  }

  /** The scale of unit {@code j}; a density covers all of it. */
  Ticks ticks(int j) {
    return Ticks.linear(range(j), TICKS);
  }

  /** The density of each class over the first two units, all on the same cells. */
  List<DensityGrid> grids() {
    Range x = ticks(0).range();
    Range y = ticks(1).range();
    return IntStream.range(0, labels.names().size())
        .mapToObj(c -> DensityGrid.of(ofClass(c), x, y))
        .toList();
  }
}
