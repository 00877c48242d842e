package engram.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.base.Seed;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighboursTest {
  private final Workers two = new Workers(2);

  private static Matrix normal(int n, int d, long seed) {
    SplittableRandom random = new Seed(seed).random();
    return Matrix.of(n, d, (i, j) -> (float) (random.nextGaussian() + 10));
  }

  private static int[] indices(Neighbours found, int i) {
    return IntStream.range(0, found.k()).map(r -> found.index(i, r)).toArray();
  }

  private static double square(Matrix a, int i, Matrix b, int j) {
    double sum = 0;
    for (int d = 0; d < a.columns(); d++) {
      sum += ((double) a.get(i, d) - b.get(j, d)) * ((double) a.get(i, d) - b.get(j, d));
    }
    return sum;
  }

  private static int[] sorted(Matrix queries, int i, Matrix points, int k, int without) {
    return IntStream.range(0, points.rows())
        .filter(j -> j != without)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> square(queries, i, points, j)))
        .limit(k)
        .mapToInt(j -> j)
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"2,1,1", "9,3,8", "600,5,30", "1100,50,9", "300,400,5"})
  void theyAreThoseOfAFullSearch(int n, int d, int k) {
    Matrix x = normal(n, d, 1);
    Neighbours found = Neighbours.among(x, k, two);
    Matrix queries = normal(20, d, 2);
    Neighbours others = Neighbours.of(queries, x, k, two);
    for (int i = 0; i < Math.min(n, 20); i++) {
      assertArrayEquals(sorted(x, i, x, k, i), indices(found, i));
      assertArrayEquals(sorted(queries, i, x, k, -1), indices(others, i));
      assertEquals(square(x, i, x, found.index(i, 0)), found.square(i, 0), 1e-4);
    }
  }

  /** About a mean far from all points, floats blur squares of distances by more than these. */
  @ParameterizedTest
  @CsvSource({"1e3", "1e4", "1e6"})
  void theyAreSoInGroupsFarApart(float apart) {
    int n = 400;
    int k = 30;
    Matrix near = normal(n, 3, 3);
    Matrix x = Matrix.of(n, 3, (i, j) -> near.get(i, j) + (j == 0 ? (i % 2 * 2 - 1) * apart : 0));
    Neighbours found = Neighbours.among(x, k, two);
    for (int i = 0; i < n; i += 7) {
      double last = square(x, i, x, sorted(x, i, x, k, i)[k - 1]);
      assertEquals(last, found.square(i, k - 1), 2e-4 * last);
      for (int j : indices(found, i)) {
        assertEquals(i % 2, j % 2);
      }
    }
  }

  @Test
  void copiesAreNeighboursByIndexAndNoPointIsItsOwn() {
    Neighbours found = Neighbours.among(Matrix.of(700, 3, (i, j) -> j), 3, two);
    assertArrayEquals(new int[] {1, 2, 3}, indices(found, 0));
    assertArrayEquals(new int[] {0, 1, 2}, indices(found, 699));
    assertEquals(0, found.square(5, 2));
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Matrix x = normal(900, 7, 3);
    Neighbours one = Neighbours.among(x, 12, new Workers(1));
    Neighbours four = Neighbours.among(x, 12, new Workers(4));
    for (int i = 0; i < x.rows(); i++) {
      assertArrayEquals(indices(one, i), indices(four, i));
    }
  }

  @Test
  void moreNeighboursThanPointsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Neighbours.among(normal(5, 2, 1), 5, two));
  }
}
