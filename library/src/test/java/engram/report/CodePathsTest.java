package engram.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.math.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways through code spaces: between two codes, and along single units. */
class CodePathsTest {
  private static Matrix row(float... values) {
    return Matrix.wrap(1, values.length, values);
  }

  private static Matrix spherical(Matrix from, Matrix to, int steps) {
    return new InterpolationStrip.Lines(from, to, steps, InterpolationStrip.Way.SPHERICAL).codes();
  }

  private static double norm(float[] v) {
    double sum = 0;
    for (float x : v) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  @Test
  void aSphericalWayKeepsItsLengthAndItsPace() {
    Matrix way = spherical(row(2, 0, 0), row(0, 2, 0), 7);
    for (int i = 0; i < 7; i++) {
      double angle = Math.PI / 2 * i / 6;
      assertArrayEquals(
          new float[] {(float) (2 * Math.cos(angle)), (float) (2 * Math.sin(angle)), 0},
          way.row(i),
          1e-6f);
    }
  }

  @Test
  void itsLengthChangesEvenlyBetweenTheEnds() {
    Matrix way = spherical(row(1, 0), row(0, 3), 5);
    for (int i = 0; i < 5; i++) {
      assertEquals(1 + 0.5 * i, norm(way.row(i)), 1e-6);
    }
    assertArrayEquals(new float[] {1, 0}, way.row(0), 1e-7f);
    assertArrayEquals(new float[] {0, 3}, way.row(4), 1e-6f);
  }

  @Test
  void withoutAnAngleItIsStraight() {
    assertArrayEquals(new float[] {1, 1}, spherical(row(0, 0), row(2, 2), 3).row(1), 1e-7f);
    assertArrayEquals(new float[] {0, 0}, spherical(row(1, 2), row(-1, -2), 3).row(1), 1e-6f);
    assertArrayEquals(new float[] {2, 4}, spherical(row(1, 2), row(3, 6), 3).row(1), 1e-6f);
  }

  @Test
  void eachUnitGoesFromItsOwnLowToItsOwnHigh() {
    Matrix codes = Matrix.of(101, 3, (i, j) -> j == 0 ? i : j == 1 ? -i / 10f : 7);
    List<List<Double>> ranges = CodeValues.quantileRanges(codes, List.of(0, 1, 2), 0.1, 3);
    assertEquals(List.of(10.0, 50.0, 90.0), ranges.get(0));
    assertEquals(-9, ranges.get(1).get(0), 1e-6);
    assertEquals(-1, ranges.get(1).get(2), 1e-6);
    assertEquals(List.of(7.0, 7.0, 7.0), ranges.get(2));
    TraversalGrid.Sweep sweep = new TraversalGrid.Sweep(row(1, 2, 3), List.of(0, 1, 2), ranges);
    assertArrayEquals(new float[] {90, 2, 3}, sweep.codes().row(2));
    assertArrayEquals(new float[] {1, 2, 7}, sweep.codes().row(6));
    assertTrue(sweep.codes().rows() == 9);
  }
}
