package engram.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.math.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static void refused(String hint, Matrix codes, int... labels) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Examples.of(codes, labels))
                .getMessage());
    assertTrue(message.contains(hint), message);
  }

  @Test
  void whatCannotBeLearntFromIsRefused() {
    Matrix three = Matrix.of(3, 2, (i, j) -> i);
    refused("expected 3 labels, one for each code, got 2", three, 0, 1);
    refused("got only class 7", three, 7, 7, 7);
    refused("got 0", Matrix.wrap(0, 2, new float[0]));
    refused("columns", Matrix.wrap(2, 0, new float[0]), 0, 1);
    refused("row 1, column 0", Matrix.wrap(2, 1, new float[] {0, Float.NaN}), 0, 1);
    refused("row 0, column 0", Matrix.wrap(2, 1, new float[] {1 / 0f, 0}), 0, 1);
    int[] distinct = IntStream.range(0, 1001).toArray();
    refused("2 to 1000 classes, got 1001", Matrix.of(1001, 1, (i, j) -> i), distinct);
  }

  @Test
  void standardisedColumnsHaveMeanZeroAndDeviationOne() {
    Matrix x = Problems.sparse(100, 5, 1).codes();
    Matrix z = Standardiser.fit(x).apply(x);
    for (int j = 0; j < 5; j++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < 100; i++) {
        sum += z.get(i, j);
        squares += z.get(i, j) * z.get(i, j);
      }
      assertEquals(0, sum, 1e-4);
      assertEquals(100, squares, 1e-3);
    }
  }

  @Test
  void aConstantColumnBecomesZero() {
    Matrix constant = Matrix.of(7, 1, (i, j) -> 0.1f);
    Standardiser fitted = Standardiser.fit(constant);
    assertArrayEquals(new float[7], fitted.apply(constant).column(0));
    assertArrayEquals(new float[1], fitted.apply(Matrix.of(1, 1, (i, j) -> 9)).column(0));
  }
}
