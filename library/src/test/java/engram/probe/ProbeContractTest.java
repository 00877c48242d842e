package engram.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every classifier. */
class ProbeContractTest {
  static List<Probe> probes() {
    return with(Scaling.NONE);
  }

  static List<Probe> standardising() {
    return with(Scaling.STANDARD);
  }

  private static List<Probe> with(Scaling scaling) {
    return List.of(
        LogisticRegression.defaults().with(1, scaling),
        LinearSvm.defaults().with(1, scaling),
        new RbfSvm(1, 0.5, scaling),
        new NearestNeighbours(5, scaling));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void clearBlobsAreToldApart(Probe probe) {
    Probe.Fitted fitted = probe.fit(Problems.blobs(300, 8, 1), 2);
    assertEquals(1, Problems.accuracy(fitted, Problems.blobs(200, 8, 2)));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void threadsDoNotChangeABit(Probe probe) {
    for (Examples examples : List.of(Problems.blobs(1000, 1, 1), Problems.sparse(700, 40, 1))) {
      Probe.Fitted one = probe.fit(examples, 1);
      int[] read = one.predict(examples.codes());
      for (int threads : List.of(2, 4)) {
        Probe.Fitted several = probe.fit(examples, threads);
        assertArrayEquals(read, several.predict(examples.codes()));
        assertEquals(one.probabilities(examples.codes()), several.probabilities(examples.codes()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("standardising")
  void theUnitAndTheOriginOfAColumnDoNotMatterWhenStandardised(Probe probe) {
    Examples examples = Problems.blobs(300, 1.5, 1);
    Matrix x = Problems.blobs(300, 1.5, 2).codes();
    int[] read = probe.fit(examples, 1).predict(x);
    int[] moved =
        probe.fit(Examples.of(moved(examples.codes()), labels(examples)), 1).predict(moved(x));
    long other = IntStream.range(0, read.length).filter(i -> read[i] != moved[i]).count();
    assertTrue(other <= 1, other + " of 300 are read differently");
  }

  private static Matrix moved(Matrix x) {
    return Matrix.of(x.rows(), 2, (i, j) -> j == 0 ? 64 * x.get(i, j) + 50 : x.get(i, j) / 32 - 3);
  }

  private static int[] labels(Examples examples) {
    return IntStream.range(0, examples.size()).map(examples::label).toArray();
  }

  @ParameterizedTest
  @MethodSource("standardising")
  void aConstantColumnDoesNotMatterWhenStandardised(Probe probe) {
    Examples examples = Problems.blobs(300, 1.5, 1);
    Matrix x = examples.codes();
    Matrix wider = Matrix.of(x.rows(), 3, (i, j) -> j == 1 ? 0.1f : x.get(i, j / 2));
    Matrix other = Matrix.of(x.rows(), 3, (i, j) -> j == 1 ? 9 : x.get(i, j / 2));
    assertArrayEquals(
        probe.fit(examples, 1).predict(x),
        probe.fit(Examples.of(wider, labels(examples)), 1).predict(other));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void labelsMayBeAnyWholeNumbers(Probe probe) {
    Examples examples = Problems.blobs(300, 1.5, 1);
    int[] names = {-7, 0, 1000};
    int[] named = Arrays.stream(labels(examples)).map(c -> names[c]).toArray();
    int[] read = probe.fit(examples, 1).predict(examples.codes());
    assertArrayEquals(
        Arrays.stream(read).map(c -> names[c]).toArray(),
        probe.fit(Examples.of(examples.codes(), named), 1).predict(examples.codes()));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void codesOfAnotherWidthAreRefusedAndNoneAreFine(Probe probe) {
    Probe.Fitted fitted = probe.fit(Problems.blobs(30, 2, 1), 2);
    assertEquals(0, fitted.predict(Matrix.wrap(0, 2, new float[0])).length);
    Matrix wide = Matrix.wrap(1, 3, new float[3]);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> fitted.predict(wide)).getMessage());
    assertTrue(message.contains("2 columns, got 3"), message);
    Matrix unknown = Matrix.wrap(1, 2, new float[] {0, Float.NaN});
    assertThrows(IllegalArgumentException.class, () -> fitted.predict(unknown));
  }
}
