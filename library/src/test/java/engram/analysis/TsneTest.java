package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.analysis.Tsne.Options;
import engram.base.EngramException;
import engram.base.Seed;
import engram.math.Matrix;
import engram.math.Neighbours;
import engram.math.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsneTest {
  private static final Options SHORT =
      Options.defaults().withPerplexity(10).withIterations(300).withThreads(2);

  private final Workers two = new Workers(2);

  private static float[] places(int n, int dimensions, double spread) {
    SplittableRandom random = new Seed(1).random();
    float[] y = new float[n * dimensions];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (spread * random.nextGaussian());
    }
    return y;
  }

  private static double cost(MapForces forces, float[] y, Workers workers) {
    return forces.divergence(y, forces.gradient(y, 1, new float[y.length], workers), workers);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theGradientIsTheDifferenceOfTheDivergence(int dimensions) {
    Affinities p = Tsne.affinities(Points.normal(60, 5, 1), 5, two);
    MapForces forces = new MapForces(p, dimensions, new ExactRepulsion(dimensions));
    float[] y = places(60, dimensions, 1);
    float[] gradient = new float[y.length];
    forces.gradient(y, 1, gradient, two);
    for (int i = 0; i < y.length; i += 7) {
      float kept = y[i];
      float step = 1f / 64;
      y[i] = kept + step;
      double above = cost(forces, y, two);
      y[i] = kept - step;
      double below = cost(forces, y, two);
      y[i] = kept;
      assertEquals((above - below) / (2 * step), 4 * gradient[i], 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,10,0.01", "2,1e-4,0.01", "2,40,0.04", "3,10,0.03", "3,1e-4,0.03"})
  void fastRepulsionIsTheSumOverAllPairs(int dimensions, double spread, double tolerance) {
    int n = 3000;
    float[] y = places(n, dimensions, spread);
    float[][] force = new float[2][y.length];
    double[][] sums = new double[2][n];
    Repulsion[] ways = {Repulsion.of(n, dimensions), new ExactRepulsion(dimensions)};
    for (int way = 0; way < 2; way++) {
      ways[way].sources(y, two);
      ways[way].at(y, force[way], sums[way], two);
    }
    double error = 0;
    double scale = 0;
    double z = 0;
    double exact = 0;
    for (int i = 0; i < y.length; i++) {
      error += Math.pow(force[0][i] - force[1][i], 2);
      scale += Math.pow(force[1][i], 2);
      z += sums[0][i / dimensions];
      exact += sums[1][i / dimensions];
    }
    assertEquals(0, Math.sqrt(error / scale), tolerance);
    assertEquals(1, z / exact, tolerance / 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 5, 30})
  void neighboursHaveTheEntropyOfThePerplexity(double perplexity) {
    Matrix x = Points.classes(300, 6, 4, 2);
    Neighbours near = Neighbours.among(x, Perplexity.neighbours(perplexity), two);
    float[] p = new Perplexity(perplexity).probabilities(near, two);
    for (int i = 0; i < x.rows(); i++) {
      double sum = 0;
      double entropy = 0;
      for (int r = 0; r < near.k(); r++) {
        double v = p[i * near.k() + r];
        sum += v;
        entropy -= v > 0 ? v * Math.log(v) : 0;
      }
      assertEquals(1, sum, 1e-5);
      assertEquals(perplexity, Math.exp(entropy), 1e-3 * perplexity);
    }
  }

  @Test
  void affinitiesAreSymmetricAndSumToOne() {
    Affinities p = Tsne.affinities(Points.classes(200, 4, 3, 3), 7, two);
    double[][] dense = new double[p.size()][p.size()];
    double sum = 0;
    for (int i = 0; i < p.size(); i++) {
      for (int e = p.start(i); e < p.start(i + 1); e++) {
        assertEquals(0, dense[i][p.other(e)]);
        dense[i][p.other(e)] = p.value(e);
        sum += p.value(e);
      }
    }
    assertEquals(1, sum, 1e-5);
    for (int i = 0; i < p.size(); i++) {
      assertEquals(0, dense[i][i]);
      for (int j = 0; j < i; j++) {
        assertEquals(dense[i][j], dense[j][i]);
      }
    }
  }

  @Test
  void theDivergenceFallsOnceExaggerationEnds() {
    List<Double> kl = new ArrayList<>();
    Options longer = SHORT.withIterations(500);
    Tsne t = Tsne.fit(Points.classes(700, 5, 4, 4), longer, p -> kl.add(p.klNats()));
    assertEquals(10, kl.size());
    for (int i = 5; i < kl.size(); i++) {
      assertTrue(kl.get(i) < kl.get(i - 1), kl.toString());
    }
    assertEquals(t.klNats(), kl.get(9));
    assertTrue(t.gradientNorm() < 0.01);
  }

  private static double purity(Matrix map, int classes) {
    try (Workers workers = new Workers(1)) {
      Neighbours near = Neighbours.among(map, 5, workers);
      int same = 0;
      for (int i = 0; i < map.rows(); i++) {
        for (int r = 0; r < 5; r++) {
          same += near.index(i, r) % classes == i % classes ? 1 : 0;
        }
      }
      return same / (5.0 * map.rows());
    }
  }

  @ParameterizedTest
  @CsvSource({"100,2", "600,2", "100,3", "600,3"})
  void groupsThatLieApartStayApart(int n, int dimensions) {
    Matrix x = Points.classes(n, 8, 2, 5);
    Options options = SHORT.withComponents(dimensions).withIterations(500);
    assertEquals(1, purity(Tsne.fit(x, options).map().places(), 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theNumberOfThreadsChangesNoBit(int dimensions) {
    Matrix x = Points.classes(1500, 6, 5, 6);
    Options options = SHORT.withComponents(dimensions).withIterations(30);
    Tsne one = Tsne.fit(x, options.withThreads(1));
    Matrix more = Points.classes(300, 6, 5, 7);
    for (int threads : new int[] {2, 4}) {
      Tsne other = Tsne.fit(x, options.withThreads(threads));
      assertEquals(one.map().places(), other.map().places());
      assertEquals(one.klNats(), other.klNats());
      assertEquals(one.map().transform(more, 1), other.map().transform(more, threads));
    }
  }

  @Test
  void theSeedDecidesWherePrincipalComponentsDoNot() {
    Matrix line = Matrix.of(200, 1, (i, j) -> (float) Math.sin(i));
    Matrix map = Tsne.fit(line, SHORT).map().places();
    assertEquals(map, Tsne.fit(line, SHORT).map().places());
    assertNotEquals(map, Tsne.fit(line, SHORT.withSeed(new Seed(2))).map().places());
  }

  @ParameterizedTest
  @CsvSource({"200,2", "900,2", "900,3"})
  void newPointsComeToLieAmongTheirLikes(int n, int dimensions) {
    Matrix all = Points.classes(n + 100, 6, 4, 8);
    TsneMap map = Tsne.fit(all.rows(0, n), SHORT.withComponents(dimensions)).map();
    Matrix placed = map.transform(all.rows(n, n + 100), 2);
    Neighbours near = Neighbours.of(placed, map.places(), 1, two);
    int same = 0;
    for (int i = 0; i < 100; i++) {
      same += near.index(i, 0) % 4 == (n + i) % 4 ? 1 : 0;
    }
    assertTrue(same >= 98, "of 100: " + same);
    assertEquals(placed.rows(7, 8), map.transform(all.rows(n + 7, n + 8), 1));
  }

  @Test
  void knownPointsComeBackNearTheirPlaces() {
    Matrix x = Points.classes(600, 6, 3, 9);
    TsneMap map = Tsne.fit(x, SHORT).map();
    Matrix again = map.transform(x, 2);
    double apart = 0;
    double wide = 0;
    for (int i = 0; i < x.rows(); i++) {
      apart +=
          Math.hypot(
              again.get(i, 0) - map.places().get(i, 0), again.get(i, 1) - map.places().get(i, 1));
      wide += Math.hypot(map.places().get(i, 0), map.places().get(i, 1));
    }
    assertTrue(apart < 0.1 * wide, apart / wide + "");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 600})
  void copiesOfOnePointLieAtZero(int n) {
    Tsne t = Tsne.fit(Matrix.of(n, 3, (i, j) -> j), SHORT);
    assertEquals(Matrix.wrap(n, 2, new float[2 * n]), t.map().places());
    assertTrue(Double.isFinite(t.klNats()));
  }

  @ParameterizedTest
  @CsvSource({"1,1,4 points", "2,1,4 points", "3,1,4 points", "20,7,'[1, 6]'", "100,30.4,x"})
  void aPerplexityThatThePointsDoNotAllowIsRefused(int n, double perplexity, String allowed) {
    Matrix x = Points.normal(n, 3, 10);
    Options options = SHORT.withPerplexity(perplexity).withIterations(1);
    if (allowed.equals("x")) {
      assertTrue(Double.isFinite(Tsne.fit(x, options).klNats()));
      return;
    }
    EngramException e = assertThrows(EngramException.class, () -> Tsne.fit(x, options));
    assertTrue(String.valueOf(e.getMessage()).contains(allowed), e.toString());
  }
}
