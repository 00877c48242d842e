package engram.math;

import engram.base.Check;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** A dense matrix of floats on the heap, row after row. Immutable once handed out. */
public final class Matrix {
  private final int rows;
  private final int columns;
  private final float[] values;

  private Matrix(int rows, int columns, float[] values) {
    Check.require(
        (long) rows * columns == values.length,
        "a "
            + rows
            + "x"
            + columns
            + " matrix needs "
            + (long) rows * columns
            + " values, got "
            + values.length);
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** The matrix over {@code values}, row after row; the caller must not change the array later. */
  public static Matrix wrap(int rows, int columns, float[] values) {
    return new Matrix(rows, columns, values);
  }

  /** The matrix whose element (i, j) is {@code element.at(i, j)}. */
  public static Matrix of(int rows, int columns, Element element) {
    float[] values = new float[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = element.at(i, j);
      }
    }
    return new Matrix(rows, columns, values);
  }

  /** Gives the element of a row and a column. */
  @FunctionalInterface
  public interface Element {
    float at(int row, int column);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public float get(int row, int column) {
    return values[row * columns + column];
  }

  /** A copy of row {@code row}. */
  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** A copy of column {@code column}. */
  public float[] column(int column) {
    float[] result = new float[rows];
    for (int i = 0; i < rows; i++) {
      result[i] = values[i * columns + column];
    }
    return result;
  }

  /** The rows from {@code from} to before {@code to}. */
  public Matrix rows(int from, int to) {
    return new Matrix(to - from, columns, Arrays.copyOfRange(values, from * columns, to * columns));
  }

  /** All values, row after row, read-only and without a copy. */
  public FloatBuffer buffer() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix m
        && rows == m.rows
        && columns == m.columns
        && Arrays.equals(values, m.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Matrix[" + rows + "x" + columns + "]";
  }
}
