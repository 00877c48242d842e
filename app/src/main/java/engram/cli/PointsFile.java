package engram.cli;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.data.Labels;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import java.nio.file.Path;

/** NPY files of points and of their classes. */
final class PointsFile {
  private PointsFile() {}

  /** The points in {@code file}, one per entry of the first dimension, at least one. */
  static Matrix read(Path file) {
    NdArray array = Npy.open(file);
    if (array.shape().size() < 2) {
      throw bad(
          file,
          "expected points and columns, got shape "
              + array.shape()
              + "; save one column with reshape(-1, 1)");
    }
    if (array.count() == 0) {
      throw bad(file, "there are no points in it: its shape is " + array.shape());
    }
    return array.toMatrix();
  }

  /** The classes in {@code file}, whole numbers from 0 on, one for each of {@code n} points. */
  static Labels labels(Path file, int n) {
    NdArray array = Npy.open(file);
    if (array.shape().size() != 1 || array.count() != n) {
      throw bad(file, "expected one label for each of " + n + " points, got " + array.shape());
    }
    int[] labels = array.toInts();
    for (int i = 0; i < n; i++) {
      if (labels[i] < 0 || labels[i] > Short.MAX_VALUE) {
        throw bad(file, "label " + i + ": expected 0 to " + Short.MAX_VALUE + ", got " + labels[i]);
      }
    }
    return Labels.numbered(labels);
  }

  private static EngramException bad(Path file, String what) {
    return new EngramException(Kind.BAD_DATA, file + ": " + what);
  }
}
