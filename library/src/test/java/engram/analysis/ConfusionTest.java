package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.math.Matrix;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  /** Read as 0, 1, 1, 0. */
  private static final Matrix READ =
      Matrix.wrap(4, 3, new float[] {.8f, .2f, 0, .1f, .9f, 0, 0, 1, 0, .5f, .5f, 0});

  @Test
  void sharesAreOfRowsAndColumns() {
    Confusion c = Confusion.of(new int[] {0, 0, 1, 2}, READ);
    assertEquals(2, c.right());
    assertEquals(4, c.total());
    assertEquals(0.5, c.accuracy());
    assertEquals(0.5, c.precision(0));
    assertEquals(0.5, c.recall(0));
    assertEquals(0.5, c.precision(1));
    assertEquals(1, c.recall(1));
  }

  @Test
  void aClassNeverReadOrNeverThereCountsZero() {
    Confusion c = Confusion.of(new int[] {0, 0, 1, 1}, READ);
    assertEquals(0, c.precision(2));
    assertEquals(0, c.recall(2));
  }

  /** Values of R's {@code binom.confint(x, n, methods = "wilson")}. */
  @Test
  void wilsonsIntervalHasItsKnownValues() {
    assertEquals(0.2366, Interval.ofShare(5, 10).low(), 1e-4);
    assertEquals(0.7634, Interval.ofShare(5, 10).high(), 1e-4);
    assertEquals(0, Interval.ofShare(0, 10).low(), 1e-12);
    assertEquals(0.2775, Interval.ofShare(0, 10).high(), 1e-4);
    assertEquals(1, Interval.ofShare(10, 10).high(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Interval.ofShare(11, 10));
  }
}
