package engram.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.DataSet;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitTest {
  private static final Seed HAND = new Seed(3);

  private static Digit plain(int digit) {
    return new Digit(digit, 0, 0, 0, 2.5, 1, 1, 0, 0, HAND);
  }

  private static Digit slanted(int digit, double slant) {
    return new Digit(digit, 0, slant, 0, 2.5, 1, 1, 0, 0, HAND);
  }

  private static Digit turned(int digit, double rotation) {
    return new Digit(digit, 0, 0, rotation, 2.5, 1, 1, 0, 0, HAND);
  }

  private static Digit thick(int digit, double thickness) {
    return new Digit(digit, 0, 0, 0, thickness, 1, 1, 0, 0, HAND);
  }

  private static Digit moved(int digit, double x, double y) {
    return new Digit(digit, 0, 0, 0, 2.5, 1, 1, x, y, HAND);
  }

  private static float[] image(Digit digit) {
    return Digits.of(List.of(digit)).image(0);
  }

  private static double[] measured(DoubleFunction<Digit> digit, double... values) {
    return DoubleStream.of(values).map(v -> new Sketch(image(digit.apply(v))).ink()).toArray();
  }

  private static boolean rises(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.equals(sorted, values) && Arrays.stream(values).distinct().count() > 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void aThickerPenLeavesMoreInk(int digit) {
    assertTrue(rises(measured(t -> thick(digit, t), 0.8, 1.2, 1.8, 2.4, 3, 3.6, 4.2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void slantMovesTheTopToTheRight(int digit) {
    double[] leans =
        DoubleStream.of(-0.4, -0.2, 0, 0.2, 0.4)
            .map(s -> new Sketch(image(slanted(digit, s))).lean())
            .toArray();
    assertTrue(rises(leans));
  }

  @Test
  void aStraightOneLeansByItsSlant() {
    double upright = new Sketch(image(slanted(1, 0))).lean();
    double slanted = new Sketch(image(slanted(1, 0.4))).lean();
    assertEquals(0.4, slanted - upright, 0.06);
  }

  @Test
  void rotationTurnsClockwise() {
    double upright = new Sketch(image(turned(1, 0))).lean();
    assertTrue(new Sketch(image(turned(1, 20))).lean() > upright + 0.2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2, -0.3, 0, 0.4, 3})
  void positionMovesTheCentreOfMass(double shift) {
    Sketch sketch = new Sketch(image(moved(8, shift, -shift / 2)));
    assertEquals(shift, sketch.meanX(), 0.05);
    assertEquals(-shift / 2, sketch.meanY(), 0.05);
  }

  static Stream<Digit> oneComponentChanged() {
    return Stream.of(
        plain(9),
        new Digit(8, 1, 0, 0, 2.5, 1, 1, 0, 0, HAND),
        slanted(8, 0.2),
        turned(8, 10),
        thick(8, 3),
        new Digit(8, 0, 0, 0, 2.5, 1.3, 1, 0, 0, HAND),
        new Digit(8, 0, 0, 0, 2.5, 1, 0, 0, 0, HAND),
        moved(8, 0.4, 0),
        moved(8, 0, 0.4),
        new Digit(8, 0, 0, 0, 2.5, 1, 1, 0, 0, new Seed(4)));
  }

  @ParameterizedTest
  @MethodSource("oneComponentChanged")
  void everyComponentMatters(Digit changed) {
    assertFalse(Arrays.equals(image(plain(8)), image(changed)));
  }

  @Test
  void aSetOfGivenDigitsKeepsThem() {
    DataSet set = Digits.of(List.of(plain(3), slanted(7, 0.25)));
    assertEquals(3, set.label(0));
    assertEquals("7", set.classNames().get(set.label(1)));
    assertEquals(0.25f, set.factors().orElseThrow().get(1, set.factorNames().indexOf("slant")));
  }

  @Test
  void whatCannotBeDrawnIsRefusedByName() {
    assertRefused("digit", () -> plain(10));
    assertRefused("variant", () -> new Digit(1, 99, 0, 0, 2.5, 1, 1, 0, 0, HAND));
    assertRefused("slant", () -> slanted(1, Double.NaN));
    assertRefused("thickness", () -> thick(1, 0));
  }

  private static void assertRefused(String name, Runnable making) {
    Exception refusal = assertThrows(IllegalArgumentException.class, making::run);
    assertTrue(refusal.toString().contains(": " + name + " must be in"), refusal.toString());
  }

  @Test
  void aSkeletonPassesThroughItsPointsAndIsStraightWithoutCurvature() {
    Trace curve = Glyph.parse("0,0 50,100 100,0 ; 0,50 100,50").trace(1);
    Trace straight = Glyph.parse("0,0 100,100").trace(0);
    assertEquals(0, curve.x(6), 1e-12);
    assertEquals(1, curve.y(6), 1e-12);
    assertTrue(curve.lifted(0) && curve.lifted(13) && !curve.lifted(12));
    for (int i = 0; i < straight.size(); i++) {
      assertEquals(straight.x(i), straight.y(i), 1e-12);
    }
  }
}
