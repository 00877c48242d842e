package engram.analysis.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LandscapeTest {
  private static final int UNITS = 6;

  /** Units on, their activations, and how many images lie there. */
  private record Group(List<Integer> units, List<Double> at, int images) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group(List.of(0, 1, 2), List.of(1.0, 1.0, 1.0), 500),
          new Group(List.of(0, 1, 2), List.of(3.0, 0.2, 1.0), 300),
          new Group(List.of(3, 4, 5), List.of(2.0, 2.0, 0.1), 200));

  /** Codes that scatter by at most {@code spread} around the places of the groups. */
  private static Matrix codes(double spread) {
    int n = GROUPS.stream().mapToInt(Group::images).sum();
    float[] values = new float[n * UNITS];
    RandomGenerator random = new Seed(1).random();
    int row = 0;
    for (Group group : GROUPS) {
      for (int i = 0; i < group.images; i++, row++) {
        for (int j = 0; j < group.units.size(); j++) {
          double noise = spread * (2 * random.nextDouble() - 1);
          values[row * UNITS + group.units.get(j)] = (float) (group.at.get(j) + noise);
        }
      }
    }
    return Matrix.wrap(n, UNITS, values);
  }

  private static Landscape.Options options(double sliceShare, double clusterShare) {
    return new Landscape.Options(0.25, 0, sliceShare, clusterShare, OptionalDouble.of(0.1), 0.1, 1);
  }

  private static Landscape.Cluster first(Landscape landscape, List<Integer> units) {
    return landscape.clusters().stream()
        .filter(c -> c.units().equals(units) && c.rank() == 0)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void centresLieWhereTheCodesWerePut() {
    Landscape landscape = Landscape.of(codes(0.02), options(0.02, 0.02));
    Landscape.Cluster largest = first(landscape, List.of(0, 1, 2));
    assertEquals(500, largest.size());
    for (int j = 0; j < 3; j++) {
      assertEquals(1, largest.centre().get(j), 0.01);
    }
    Landscape.Cluster second =
        landscape.clusters().stream()
            .filter(c -> c.units().equals(List.of(0, 1, 2)) && c.rank() == 1)
            .findFirst()
            .orElseThrow();
    assertEquals(300, second.size());
    assertEquals(3, second.centre().get(0), 0.01);
    Landscape.Cluster third = first(landscape, List.of(3, 4, 5));
    assertEquals(List.of(3, 4, 5), third.units());
    assertEquals(200, third.size());
    assertEquals(0.1, third.centre().get(2), 0.01);
  }

  @Test
  void aCentreIsLoneWhereOneUnitIsOnAndTheOthersNearlyOff() {
    Matrix lone = Matrix.of(100, 3, (i, j) -> j == i % 3 ? 2f : 0.05f);
    assertEquals(1, Landscape.of(lone, options(0, 0)).loneShare());
    Matrix pairs = Matrix.of(100, 3, (i, j) -> j == i % 3 ? 0.05f : 2f);
    assertEquals(0, Landscape.of(pairs, options(0, 0)).loneShare());
  }

  @Test
  void slicesAndClustersComeFromTheLargestDownAndAreNumberedSo() {
    Landscape landscape = Landscape.of(codes(0.02), options(0, 0));
    List<Landscape.Cluster> all = landscape.clusters();
    assertEquals(0, all.get(0).slice());
    for (int i = 1; i < all.size(); i++) {
      Landscape.Cluster before = all.get(i - 1);
      Landscape.Cluster here = all.get(i);
      if (here.slice() == before.slice()) {
        assertEquals(before.rank() + 1, here.rank());
        assertTrue(here.size() <= before.size());
      } else {
        assertEquals(before.slice() + 1, here.slice());
        assertEquals(0, here.rank());
      }
    }
  }

  @Test
  void aCentreAsACodeIsSilentOutsideItsSlice() {
    Landscape landscape = Landscape.of(codes(0.02), options(0, 0));
    Matrix centres = landscape.centres();
    for (int i = 0; i < landscape.size(); i++) {
      Landscape.Cluster c = landscape.clusters().get(i);
      for (int j = 0; j < UNITS; j++) {
        int at = c.units().indexOf(j);
        assertEquals(at < 0 ? 0 : c.centre().get(at), centres.get(i, j), 1e-6);
      }
    }
  }

  @Test
  void whatHasTooFewImagesIsLeftOut() {
    Landscape all = Landscape.of(codes(0.02), options(0, 0));
    Landscape some = Landscape.of(codes(0.02), options(0, 0.25));
    assertTrue(all.clusters().stream().anyMatch(c -> c.size() < 250));
    assertTrue(some.clusters().stream().allMatch(c -> c.size() >= 250));
    Landscape wide = Landscape.of(codes(0.02), options(0.9, 0));
    assertTrue(wide.slices() < all.slices(), wide.slices() + " of " + all.slices());
    assertEquals(0, Landscape.of(codes(0.02), options(0, 0.9)).size());
  }

  @Test
  void onlyImagesAtAQuarterOfTheLargestSumCount() {
    Matrix faint = Matrix.of(100, 3, (i, j) -> j > 0 ? 0 : i == 0 ? 4 : i < 50 ? 1.01f : 0.99f);
    Landscape landscape = Landscape.of(faint, options(0, 0));
    assertEquals(0, landscape.slices(), "one unit makes no slice, the others being silent");
    Matrix three = Matrix.of(100, 3, (i, j) -> j > 0 ? 1e-6f : i == 0 ? 4 : i < 50 ? 1.01f : 0.99f);
    int counted =
        Landscape.of(three, options(0, 0)).clusters().stream()
            .mapToInt(Landscape.Cluster::size)
            .sum();
    assertEquals(50, counted);
  }

  @Test
  void anImageBelongsOnlyToSlicesThatHoldItsShareOfTheActivity() {
    Matrix pairs =
        Matrix.of(100, 4, (i, j) -> j == 3 ? (i < 60 ? 1.9f : 2.1f) : j == 0 ? 2f : 1e-6f);
    Landscape.Options half = new Landscape.Options(0.25, 0.5, 0, 0, OptionalDouble.of(0.1), 0.1, 1);
    assertEquals(60, first(Landscape.of(pairs, half), List.of(0, 1, 2)).size());
    assertEquals(40, first(Landscape.of(pairs, half), List.of(1, 2, 3)).size());
    assertEquals(100, first(Landscape.of(pairs, half), List.of(0, 1, 3)).size());
    assertEquals(100, first(Landscape.of(pairs, options(0, 0)), List.of(0, 1, 2)).size());
  }

  @Test
  void theThreadsDoNotShow() {
    Matrix codes = codes(0.05);
    Landscape.Options one = Landscape.Options.defaults().withThreads(1);
    assertEquals(
        Landscape.of(codes, one).clusters(), Landscape.of(codes, one.withThreads(4)).clusters());
  }

  @Test
  void imagesThatAreAllAlikeMakeOneClusterPerSlice() {
    Matrix copies = Matrix.of(50, 4, (i, j) -> j);
    Landscape landscape = Landscape.of(copies, Landscape.Options.defaults());
    assertEquals(1, landscape.slices());
    assertEquals(1, landscape.size());
    assertEquals(List.of(1.0, 2.0, 3.0), landscape.clusters().get(0).centre());
    assertEquals(0, Landscape.of(Matrix.of(50, 4, (i, j) -> 0), options(0, 0)).size());
  }

  @Test
  void codesThatAreNoActivationsAreRefused() {
    for (float bad : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
      Matrix codes = Matrix.of(5, 4, (i, j) -> i == 3 && j == 2 ? bad : 1);
      String said = refusal(codes);
      assertTrue(said.contains("unit 2 of image 3 is " + bad), said);
    }
    assertTrue(refusal(Matrix.of(5, 2, (i, j) -> 1)).contains("3"));
    assertTrue(refusal(Matrix.of(5, 129, (i, j) -> 1)).contains("128"));
    assertTrue(refusal(Matrix.of(0, 5, (i, j) -> 1)).contains("0"));
  }

  private static String refusal(Matrix codes) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> Landscape.of(codes, Landscape.Options.defaults()))
            .getMessage());
  }

  @Test
  void placesOnASphereAreThatFarAndWithinTheSlice() {
    Landscape landscape = Landscape.of(codes(0.02), options(0, 0));
    List<Double> radii = List.of(0.0, 0.5, 1.0);
    List<Integer> chosen = List.of(0, 2);
    Spheres spheres = new Spheres(landscape, chosen, radii, 5, new Seed(1));
    Matrix codes = spheres.codes();
    Matrix centres = landscape.centres();
    assertEquals(2 * 3 * 5, codes.rows());
    for (int i = 0; i < codes.rows(); i++) {
      float[] centre = centres.row(chosen.get(i / 15));
      double away = 0;
      double norm = 0;
      for (int j = 0; j < UNITS; j++) {
        assertTrue(codes.get(i, j) >= 0);
        away += Math.pow(codes.get(i, j) - centre[j], 2);
        norm += centre[j] * centre[j];
      }
      assertEquals(radii.get(i % 15 / 5) * Math.sqrt(norm), Math.sqrt(away), 1e-5);
    }
  }

  @Test
  void theShareKeptCountsThoseReadAsTheirCentre() {
    Landscape landscape = Landscape.of(codes(0.02), options(0, 0));
    Spheres spheres = new Spheres(landscape, List.of(0), List.of(0.0, 1.0), 2, new Seed(1));
    Matrix centres = Matrix.of(landscape.size(), 2, (i, c) -> c == 0 ? 1 : 0);
    Matrix read = Matrix.of(4, 2, (i, c) -> (i == 3 ? 1 : 0) == c ? 1 : 0);
    assertEquals(List.of(1.0, 0.5), spheres.kept(centres, read));
  }

  @Test
  void waysAreStraightAndJoinClustersOfTheClassesAskedFor() {
    Landscape landscape = Landscape.of(codes(0.02), options(0, 0));
    Matrix read = Matrix.of(landscape.size(), 2, (i, c) -> i % 2 == c ? 1 : 0);
    for (boolean alike : new boolean[] {true, false}) {
      Paths paths = Paths.between(landscape, read, alike, 4, 5, new Seed(1));
      assertEquals(4, paths.pairs().size());
      Matrix codes = paths.codes();
      for (int p = 0; p < 4; p++) {
        Paths.Pair pair = paths.pairs().get(p);
        assertEquals(alike, pair.from() % 2 == pair.to() % 2);
        assertArrayEquals(landscape.centres().row(pair.from()), codes.row(p * 5), 1e-6f);
        assertArrayEquals(landscape.centres().row(pair.to()), codes.row(p * 5 + 4), 1e-6f);
        float half = (codes.get(p * 5, 0) + codes.get(p * 5 + 4, 0)) / 2;
        assertEquals(half, codes.get(p * 5 + 2, 0), 1e-6);
      }
    }
  }

  @Test
  void aWayKeepsItsClassWhereItIsReadAsEitherEnd() {
    Matrix ends = Matrix.of(2, 1, (i, j) -> i);
    Paths paths = new Paths(ends, List.of(new Paths.Pair(0, 1)), 4);
    int[] said = {0, 2, 1, 1};
    Matrix read = Matrix.of(4, 3, (i, c) -> said[i] == c ? 1 : 0);
    assertEquals(List.of(1.0, 0.0, 1.0, 1.0), paths.kept(read));
  }
}
