package engram.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.math.Matrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  private static Probe.Fitted neighbours(int k, float[] x, int... y) {
    return new NearestNeighbours(k, Scaling.NONE)
        .fit(Examples.of(Matrix.wrap(x.length, 1, x), y), 2);
  }

  private static int at(Probe.Fitted fitted, float x) {
    return fitted.predict(Matrix.wrap(1, 1, new float[] {x}))[0];
  }

  @Test
  void oneNeighbourReadsItsOwnExamplesRight() {
    Examples blobs = Problems.blobs(1000, 0.5, 1);
    Probe.Fitted fitted = new NearestNeighbours(1, Scaling.NONE).fit(blobs, 2);
    assertEquals(1, Problems.accuracy(fitted, blobs));
  }

  @Test
  void theVoteIsThatOfTheNearestHoweverManyBlocks() {
    Examples blobs = Problems.blobs(900, 1, 1);
    Matrix x = Problems.blobs(200, 1, 2).codes();
    int[] expected = IntStream.range(0, 200).map(i -> vote(blobs, x.row(i))).toArray();
    assertArrayEquals(expected, new NearestNeighbours(15, Scaling.NONE).fit(blobs, 2).predict(x));
  }

  private static int vote(Examples examples, float[] query) {
    int[] nearest =
        IntStream.range(0, examples.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distance(examples.codes().row(i), query)))
            .limit(15)
            .mapToInt(examples::label)
            .toArray();
    long[] votes = new long[3];
    Arrays.stream(nearest).forEach(c -> votes[c]++);
    long most = Arrays.stream(votes).max().orElseThrow();
    return Arrays.stream(nearest).filter(c -> votes[c] == most).findFirst().orElseThrow();
  }

  private static double distance(float[] a, float[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  @Test
  void ofClassesWithAsManyVotesThatOfTheNearestWins() {
    Probe.Fitted two = neighbours(2, new float[] {0, 1}, 8, 9);
    assertEquals(8, at(two, 0.4f));
    assertEquals(9, at(two, 0.6f));
    assertEquals(8, at(two, 0.5f));
    assertEquals(9, at(neighbours(3, new float[] {0, 1, 2}, 8, 9, 9), 0));
  }

  @Test
  void moreNeighboursThanExamplesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> neighbours(3, new float[] {0, 1}, 0, 1));
  }
}
