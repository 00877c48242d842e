package engram.probe;

import engram.base.Check;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Codes and the class of each: what a classifier is fitted to. */
public final class Examples {
  /** Most classes; more are a sign that the labels are no classes. */
  public static final int MAX_CLASSES = 1000;

  private final Matrix codes;
  private final int[] classes;
  private final int[] truth;

  private Examples(Matrix codes, int[] classes, int[] truth) {
    this.codes = codes;
    this.classes = classes;
    this.truth = truth;
  }

  /**
   * Rows {@code codes} of the classes {@code labels}, which may be any whole numbers.
   *
   * @throws IllegalArgumentException unless there is one label for each row, at least one column, 2
   *     to {@link #MAX_CLASSES} classes, and all codes are finite
   */
  public static Examples of(Matrix codes, int[] labels) {
    Check.require(
        labels.length == codes.rows(),
        "expected " + codes.rows() + " labels, one for each code, got " + labels.length);
    Check.atLeast("columns of codes", codes.columns(), 1);
    requireFinite(codes);
    int[] classes = Arrays.stream(labels).distinct().sorted().toArray();
    Check.require(
        classes.length >= 2 && classes.length <= MAX_CLASSES,
        "expected labels of 2 to " + MAX_CLASSES + " classes, got " + found(classes));
    int[] truth = Arrays.stream(labels).map(l -> Arrays.binarySearch(classes, l)).toArray();
    return new Examples(codes, classes, truth);
  }

  private static String found(int[] classes) {
    return classes.length == 1 ? "only class " + classes[0] : String.valueOf(classes.length);
  }

  static void requireFinite(Matrix codes) {
    for (int i = 0; i < codes.rows(); i++) {
      for (int j = 0; j < codes.columns(); j++) {
        float value = codes.get(i, j);
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "row " + i + ", column " + j + ": expected a finite number, got " + value);
        }
      }
    }
  }

  /** The codes, {@code [n, columns]}. */
  public Matrix codes() {
    return codes;
  }

  /** Number of examples. */
  public int size() {
    return truth.length;
  }

  /** The labels that occur, ascending. */
  public int[] classes() {
    return classes.clone();
  }

  /** Index in {@link #classes} of the class of example {@code i}. */
  int truth(int i) {
    return truth[i];
  }

  /** The label of example {@code i}. */
  int label(int i) {
    return classes[truth[i]];
  }

  /** The examples of class {@code c}, ascending. */
  int[] of(int c) {
    return IntStream.range(0, size()).filter(i -> truth[i] == c).toArray();
  }

  /** The codes of the examples {@code rows}. */
  Matrix codes(int[] rows) {
    return Matrix.of(rows.length, codes.columns(), (i, j) -> codes.get(rows[i], j));
  }

  /** The examples {@code rows} on their own. */
  Examples at(int[] rows) {
    return of(codes(rows), Arrays.stream(rows).map(this::label).toArray());
  }
}
