package engram.cli;

import engram.base.EngramException;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.probe.Examples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Codes and their classes, from two NPY files.
 *
 * @param codes {@code [n, units]}
 * @param labels the class of each code
 * @param codesFile where the codes came from
 * @param labelsFile where the labels came from
 */
record LabelledCodes(Matrix codes, List<Integer> labels, Path codesFile, Path labelsFile) {
  private static final int SHOWN = 20;

  /** Reads the files that {@code option} names as {@code CODES,LABELS}. */
  static LabelledCodes read(String option, String files) {
    int comma = files.lastIndexOf(',');
    if (comma < 1 || comma == files.length() - 1) {
      throw EngramException.usage(
          option + " must be two files, CODES.npy,LABELS.npy, got '" + files + "'");
    }
    Path codesFile = Common.path(files.substring(0, comma));
    Path labelsFile = Common.path(files.substring(comma + 1));
    Matrix codes = Npy.open(codesFile).toMatrix();
    if (codes.rows() == 0 || codes.columns() == 0) {
      throw EngramException.badData(
          codesFile, "expected at least one code of one unit, got " + codes.rows() + " codes");
    }
    NdArray labels = Npy.open(labelsFile);
    if (!labels.shape().equals(List.of((long) codes.rows()))) {
      throw EngramException.badData(
          labelsFile,
          "expected "
              + codes.rows()
              + " labels, one for each code of "
              + codesFile
              + ", got an array "
              + labels.shape());
    }
    List<Integer> values = Arrays.stream(labels.toInts()).boxed().toList();
    return new LabelledCodes(codes, values, codesFile, labelsFile);
  }

  /** What to fit a classifier to. */
  Examples examples() {
    try {
      return Examples.of(codes, labels.stream().mapToInt(Integer::intValue).toArray());
    } catch (IllegalArgumentException e) {
      throw EngramException.badData(labelsFile, String.valueOf(e.getMessage()));
    }
  }

  /** The index in the classes of {@code learnt} of the class of each code. */
  int[] truth(LabelledCodes learnt, Examples examples) {
    if (codes.columns() != learnt.codes.columns()) {
      throw EngramException.badData(
          codesFile,
          "expected codes of "
              + learnt.codes.columns()
              + " units, as in "
              + learnt.codesFile
              + ", got "
              + codes.columns());
    }
    int[] classes = examples.classes();
    int[] truth = new int[labels.size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = Arrays.binarySearch(classes, labels.get(i));
      if (truth[i] < 0) {
        throw EngramException.badData(
            labelsFile,
            "label "
                + i
                + ": class "
                + labels.get(i)
                + " is not in "
                + learnt.labelsFile
                + ": "
                + some(classes));
      }
    }
    return truth;
  }

  private static String some(int[] classes) {
    String first =
        Arrays.stream(classes)
            .limit(SHOWN)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    return classes.length > SHOWN ? first + ", ..." : first;
  }
}
