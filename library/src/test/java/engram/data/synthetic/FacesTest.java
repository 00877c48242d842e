package engram.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.DataSet;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FacesTest {
  private static final Seed SEED = new Seed(7);
  private static final int MANY = 200;
  private static final Face PLAIN = new Face(false, 0.5, 0.5, 1, 1, 15, 3, 0, 0, 0, 0.5, 0.5, 0, 0);
  private static final int PLANE = Face.SIDE * Face.SIDE;

  private static float[] image(Face face) {
    return Faces.of(List.of(face)).image(0);
  }

  private static int[] changed(Face a, Face b) {
    float[] first = image(a);
    float[] second = image(b);
    return IntStream.range(0, first.length).filter(i -> first[i] != second[i]).toArray();
  }

  @Test
  void theSameSeedYieldsTheSameFacesAndAnotherOneOthers() {
    DataSet faces = new Faces().generate(MANY, SEED);
    assertEquals(faces.hash(), new Faces().generate(MANY, SEED).hash());
    assertNotEquals(faces.hash(), new Faces().generate(MANY, new Seed(8)).hash());
  }

  @Test
  void aShorterSetIsTheBeginningOfALongerOne() {
    DataSet many = new Faces().generate(MANY, SEED);
    DataSet few = new Faces().generate(20, SEED);
    assertEquals(few.hash(), many.first(20).hash());
    assertEquals(few.factors(), many.first(20).factors());
  }

  @Test
  void aboutHalfOfTheFacesWearGlassesAndTheLabelSaysSo() {
    DataSet faces = new Faces().generate(MANY, SEED);
    Matrix factors = faces.factors().orElseThrow();
    IntStream.range(0, MANY).forEach(i -> assertEquals(factors.get(i, 0), faces.label(i)));
    assertEquals(MANY / 2.0, IntStream.range(0, MANY).map(faces::label).sum(), 35);
    assertEquals(List.of("no glasses", "glasses"), faces.classNames());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void glassesChangeOnlyPixelsAroundTheEyes(long seed) {
    Face face = Face.random(SEED.child(seed));
    int[] changed = changed(face.withGlasses(false), face.withGlasses(true));
    double eyes = 31 + 3 * face.poseY();
    assertTrue(changed.length > 3 * 100, "only " + changed.length + " values changed");
    for (int at : changed) {
      int row = at % PLANE / Face.SIDE;
      assertEquals(eyes, row, 8);
    }
  }

  @Test
  void glassesOnAndOffAgainIsTheSameFace() {
    assertEquals(PLAIN, PLAIN.withGlasses(true).withGlasses(false));
    assertEquals(1, PLAIN.withGlasses(true).label());
  }

  static Stream<Face> oneFeatureChanged() {
    return Stream.of(
        new Face(false, 0.6, 0.5, 1, 1, 15, 3, 0, 0, 0, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.6, 1, 1, 15, 3, 0, 0, 0, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 3, 1, 15, 3, 0, 0, 0, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1.1, 15, 3, 0, 0, 0, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1, 16, 3, 0, 0, 0, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1, 15, 3.5, 0, 0, 0, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1, 15, 3, 0.5, 0, 0, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1, 15, 3, 0, 0.5, 0, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1, 15, 3, 0, 0, 0.5, 0.5, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1, 15, 3, 0, 0, 0, 0.8, 0.5, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1, 15, 3, 0, 0, 0, 0.5, 0.6, 0, 0),
        new Face(false, 0.5, 0.5, 1, 1, 15, 3, 0, 0, 0, 0.5, 0.5, 0.5, 0),
        new Face(false, 0.5, 0.5, 1, 1, 15, 3, 0, 0, 0, 0.5, 0.5, 0, 0.5));
  }

  @ParameterizedTest
  @MethodSource("oneFeatureChanged")
  void everyFeatureMatters(Face face) {
    assertFalse(Arrays.equals(image(PLAIN), image(face)));
  }

  @Test
  void aFaceIsAsWideAsItSays() {
    Face wide = new Face(false, 0.5, 0.5, 1, 1.2, 15, 3, 0, 0, 0, 0.5, 0.5, 0, 0);
    assertTrue(width(wide) >= width(PLAIN) + 4);
  }

  /** Pixels below the ears that are not background. */
  private static long width(Face face) {
    float[] image = image(face);
    int row = 41 * Face.SIDE;
    return IntStream.range(row, row + Face.SIDE).filter(i -> image[i] != image[0]).count();
  }

  @Test
  void whatCannotBeDrawnIsRefusedByName() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Face(false, 2, 0.5, 1, 1, 15, 3, 0, 0, 0, 0.5, 0.5, 0, 0))
            .getMessage();
    assertEquals("skinTone must be in [0, 1], got 2", message);
  }
}
