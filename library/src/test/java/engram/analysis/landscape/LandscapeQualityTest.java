package engram.analysis.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LandscapeQualityTest {
  /** Five clusters: two of class 0, one of class 2, two that are not recognised. */
  private static final int[] CLASS = {0, 2, 0, 1, 1};

  private static final float[] SURE = {0.95f, 0.99f, 1, 0.9f, 0.5f};

  private static final Matrix READ =
      Matrix.of(5, 3, (i, c) -> c == CLASS[i] ? SURE[i] : (1 - SURE[i]) / 2);

  @Test
  void recognisedClustersAreCountedByClass() {
    LandscapeQuality quality = LandscapeQuality.of(READ);
    assertEquals(5, quality.size());
    assertEquals(0.6, quality.recognition());
    assertEquals(List.of(2, 0, 1), quality.population());
    assertFalse(quality.complete());
    assertEquals(List.of(0, 2), quality.highest());
    assertEquals(List.of(1, 2), quality.lowest());
    assertTrue(LandscapeQuality.of(READ.rows(0, 3)).population().get(0) == 2);
  }

  @Test
  void aLandscapeMatchesItselfInAnyOrder() {
    RandomGenerator random = new Seed(1).random();
    Matrix images = Matrix.of(5, 20, (i, j) -> (float) random.nextDouble());
    Matrix backwards = Matrix.of(5, 20, (i, j) -> images.get(4 - i, j));
    Matrix readBackwards = Matrix.of(5, 3, (i, c) -> READ.get(4 - i, c));
    LandscapeMatch match =
        LandscapeMatch.of(
            new LandscapeMatch.Side(images, READ),
            new LandscapeMatch.Side(backwards, readBackwards));
    assertEquals(new LandscapeMatch(1, 0, 1.0, 0), match);
  }

  @Test
  void clustersWithoutACounterpartAreNotPaired() {
    Matrix one = Matrix.of(3, 2, (i, j) -> i);
    Matrix other = Matrix.of(2, 2, (i, j) -> i == 0 ? 0 : 0.9f);
    LandscapeMatch match =
        LandscapeMatch.of(new LandscapeMatch.Side(one, null), new LandscapeMatch.Side(other, null));
    assertEquals(1, match.matched());
    assertEquals((0 + 0.01) / 2, match.msePixel(), 1e-6);
    assertNull(match.sameClass());
    assertTrue(match.nearestMsePixel() > match.msePixel());
  }

  @Test
  void theStructureOfCodesIsWhatTheyWereMadeOf() {
    float[][] a = {{1, 0, 2}, {0, 0, 0}, {3, 0, 3}, {0, 5, 0}, {1, 0, 1}};
    SparseStructure structure = SparseStructure.of(Matrix.of(5, 3, (i, j) -> a[i][j]));
    assertEquals(List.of(2, 0, 2, 1, 2), structure.active());
    assertEquals(2, structure.medianActive());
    assertEquals(List.of(1, 1, 3), structure.histogram());
    assertEquals(new SparseStructure.Population(List.of(0, 2), 3), structure.slices().get(0));
    assertEquals(3, structure.slices().size());
    assertEquals((9 / 5.0 + 2 + 1 + 2) / 4, structure.effectiveDimensions(), 1e-9);
  }
}
