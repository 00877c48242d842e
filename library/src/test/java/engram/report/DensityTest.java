package engram.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.Labels;
import engram.math.Matrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DensityTest {
  private static final int N = 4000;
  private static final List<String> UNITS = List.of("code 1", "code 2", "code 3");

  /** Two classes of normal codes: around (-2, 0) and, half as wide, (2, 1); unit 3 is 5 or -5. */
  private static CodeCloud twoClasses() {
    SplittableRandom random = new Seed(3).random();
    float[] values = new float[3 * N];
    int[] classes = new int[N];
    for (int i = 0; i < N; i++) {
      boolean second = i % 2 == 1;
      classes[i] = i % 2;
      double wide = second ? 0.5 : 1;
      values[3 * i] = (float) ((second ? 2 : -2) + wide * random.nextGaussian());
      values[3 * i + 1] = (float) ((second ? 1 : 0) + wide * random.nextGaussian());
      values[3 * i + 2] = second ? -5 : 5;
    }
    return new CodeCloud(Matrix.wrap(N, 3, values), new Labels(classes, List.of("a", "b")), UNITS);
  }

  @Test
  void aDensityIntegratesToOne() {
    for (DensityGrid grid : twoClasses().grids()) {
      double sum = 0;
      for (int i = 0; i < DensityGrid.CELLS; i++) {
        for (int j = 0; j < DensityGrid.CELLS; j++) {
          sum +=
              grid.cell(i, j) * (grid.atX(i + 1) - grid.atX(i)) * (grid.atY(j + 1) - grid.atY(j));
        }
      }
      assertEquals(1, sum, 0.05);
    }
  }

  @Test
  void theDensestPlaceIsTheMiddleOfTheClassAndAsDenseAsItIsNarrow() {
    List<DensityGrid> grids = twoClasses().grids();
    assertEquals(1 / (2 * Math.PI), grids.get(0).peak(), 0.03);
    assertEquals(4 / (2 * Math.PI), grids.get(1).peak(), 0.15);
    int[] top = top(grids.get(1));
    assertEquals(2, grids.get(1).atX(top[0]), 0.3);
    assertEquals(1, grids.get(1).atY(top[1]), 0.3);
    assertEquals(-5, grids.get(1).third().get(top[0], top[1]), 1e-4);
  }

  private static int[] top(DensityGrid grid) {
    for (int i = 0; i <= DensityGrid.CELLS; i++) {
      for (int j = 0; j <= DensityGrid.CELLS; j++) {
        if (grid.density().get(i, j) == grid.peak()) {
          return new int[] {i, j};
        }
      }
    }
    throw new AssertionError("no peak");
  }

  @Test
  void codesThatAreNotFiniteAndClassesWithoutCodesAreLeftOut() {
    Matrix codes = Matrix.of(4, 3, (i, j) -> i == 0 ? Float.NaN : i == 1 ? 0 : i);
    Labels labels = new Labels(new int[] {0, 0, 0, 0}, List.of("all", "none"));
    CodeCloud cloud = new CodeCloud(codes, labels, UNITS);
    assertEquals(3, cloud.ofClass(0).rows());
    assertEquals(0, cloud.grids().get(1).peak());
    assertTrue(Double.isFinite(cloud.grids().get(0).peak()));
  }

  @Test
  void aDensityCoversTheWholeScale() {
    CodeCloud cloud = twoClasses();
    DensityGrid grid = cloud.grids().get(0);
    assertEquals(cloud.ticks(0).range(), grid.x());
    assertEquals(cloud.ticks(1).range(), grid.y());
    assertTrue(grid.x().low() <= cloud.range(0).low() && grid.x().high() >= cloud.range(0).high());
  }

  @Test
  void farCodesDoNotStretchTheScale() {
    Matrix codes = Matrix.of(2001, 3, (i, j) -> i == 0 ? 1e6f : i % 100);
    CodeCloud cloud = new CodeCloud(codes, Labels.numbered(new int[2001]), UNITS);
    assertTrue(cloud.range(0).high() < 120, cloud.range(0).toString());
  }

  @Test
  void theHighestSurfaceReachesTheTopAndTheFloorIsBelow() {
    DensityGrid grid = twoClasses().grids().get(0);
    Relief relief = new Relief(grid, grid.peak(), Palette::rising);
    assertEquals(0, relief.at(0, 0, grid.peak()).getY(), 1e-9);
    assertEquals(Relief.HEIGHT, relief.at(1, 1, 0).getY(), 1e-9);
    assertEquals(0, relief.at(0, 1, 0).getX(), 1e-9);
    assertEquals(Relief.WIDTH, relief.at(1, 0, 0).getX(), 1e-9);
  }

  @Test
  void theThirdUnitColoursTheSurface() {
    CodeCloud cloud = twoClasses();
    Matrix mirrored =
        Matrix.of(N, 3, (i, j) -> j == 2 ? -cloud.codes().get(i, 2) : cloud.codes().get(i, j));
    CodeCloud other = new CodeCloud(mirrored, cloud.labels(), UNITS);
    assertNotEquals(
        Figures.hash(new DensitySurfaces(Figures.heading("f"), cloud).draw()),
        Figures.hash(new DensitySurfaces(Figures.heading("f"), other).draw()));
  }

  @Test
  void fewerThanThreeUnitsAreRefused() {
    Matrix two = Matrix.of(4, 2, (i, j) -> i);
    assertThrows(
        IllegalArgumentException.class,
        () -> new CodeCloud(two, Labels.numbered(new int[4]), UNITS));
  }
}
