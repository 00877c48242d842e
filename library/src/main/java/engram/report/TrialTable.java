package engram.report;

import engram.base.Check;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Trials of a search as figures show them.
 *
 * @param dimensions what was varied
 * @param metric what came of it
 * @param maximise whether more of the metric is better
 */
public record TrialTable(
    List<Dimension> dimensions, String metric, boolean maximise, List<Row> rows) {
  /** One hyperparameter: marks on its scale, ascending from place 0 to place 1. */
  public record Dimension(String name, List<Mark> marks) {
    public Dimension {
      marks = List.copyOf(marks);
      Check.require(marks.size() >= 2, name + " needs marks at both ends of its scale");
    }

    /** Its scale, with labels at most {@code width} units wide. */
    Ticks ticks(double width) {
      return new Ticks(
          marks.stream().map(Mark::place).toList(),
          marks.stream().map(m -> Style.TICK.fit(m.label, width)).toList(),
          false);
    }
  }

  /** A label at a place from 0 to 1. */
  public record Mark(double place, String label) {}

  /**
   * One trial.
   *
   * @param places on the scale of each dimension; NaN where it was not searched
   * @param value of the metric; not finite if there is none
   */
  public record Row(List<Double> places, double value) {
    public Row {
      places = List.copyOf(places);
    }
  }

  public TrialTable {
    dimensions = List.copyOf(dimensions);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      Check.require(
          row.places.size() == dimensions.size(),
          "a trial has " + row.places.size() + " places for " + dimensions.size() + " dimensions");
    }
  }

  /** The values that are finite. */
  DoubleStream values() {
    return rows.stream().mapToDouble(Row::value).filter(Double::isFinite);
  }

  /** A scale of the values, logarithmic where the largest is many times the smallest. */
  Ticks valueTicks(int count) {
    Range range = Range.of(values());
    double low = values().min().orElse(0);
    return low > 0 && values().max().orElse(0) > 20 * low
        ? Ticks.logarithmic(range)
        : Ticks.linear(range, count);
  }

  /** Number of the best trial, or -1. */
  int best() {
    return IntStream.range(0, rows.size())
        .filter(i -> Double.isFinite(rows.get(i).value))
        .reduce((a, b) -> better(rows.get(b).value, rows.get(a).value) ? b : a)
        .orElse(-1);
  }

  boolean better(double a, double b) {
    return maximise ? a > b : a < b;
  }

  /** Trials from worst to best, those without a value left out: the order to draw them in. */
  List<Integer> worstFirst() {
    return IntStream.range(0, rows.size())
        .boxed()
        .filter(i -> Double.isFinite(rows.get(i).value))
        .sorted(
            (a, b) -> (maximise ? 1 : -1) * Double.compare(rows.get(a).value, rows.get(b).value))
        .toList();
  }
}
