package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.analysis.MeanShift.Kernel;
import engram.analysis.MeanShift.Options;
import engram.base.EngramException;
import engram.math.Matrix;
import engram.math.Workers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeanShiftTest {
  private static final String THREE_BLOBS =
      "200110020011002001100200110020031002003100200110020013002001";

  private static String labels(MeanShift m) {
    return IntStream.of(m.labels()).mapToObj(String::valueOf).collect(Collectors.joining());
  }

  private static Options flat(double bandwidth) {
    return Options.defaults().withBandwidth(bandwidth);
  }

  /** Expected numbers of these three: bench/peers/expected_maps.py, scikit-learn 1.9.1. */
  @Test
  void fromEveryPointItFindsTheClustersOfScikitLearn() {
    MeanShift m = MeanShift.fit(Points.blobs(60, 3), flat(1.5));
    assertEquals(THREE_BLOBS, labels(m));
    assertArrayEquals(new float[] {0.075335f, 4.246772f, 0.044402f}, m.centres().row(0), 1e-5f);
    assertArrayEquals(new float[] {0.825f, -0.745013f, 4.608349f}, m.centres().row(3), 1e-5f);
    assertEquals(
        "10306431110065301203560011134613102075109217420811442180247129015",
        labels(MeanShift.fit(Points.blobs(60, 3), flat(0.9))));
  }

  @Test
  void fromCellsToo() {
    MeanShift all = MeanShift.fit(Points.blobs(60, 3), flat(1.5).fromBins(1));
    assertEquals(THREE_BLOBS, labels(all));
    assertArrayEquals(new float[] {0.036996f, 4.21048f, 0.034117f}, all.centres().row(0), 1e-5f);
    assertEquals(
        "100110010011001001100100110000011000001100100110010011000001",
        labels(MeanShift.fit(Points.blobs(60, 3), flat(1.5).fromBins(3))));
  }

  @Test
  void withoutABandwidthItEstimatesThatOfScikitLearn() {
    MeanShift m = MeanShift.fit(Points.blobs(60, 2), Options.defaults());
    assertEquals(2.164603445, m.bandwidth(), 1e-7);
    assertEquals("200110020011002001100200110020011002001100200110020011002001", labels(m));
    try (Workers two = new Workers(2)) {
      assertEquals(2.955300594, Bandwidth.estimate(Points.blobs(60, 3), 0.3, two), 1e-7);
    }
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void blobsThatLieApartAreTheClusters(Kernel kernel) {
    Matrix x = Points.classes(300, 4, 3, 5);
    MeanShift m = MeanShift.fit(x, flat(kernel == Kernel.FLAT ? 4 : 1.5).withKernel(kernel));
    assertEquals(3, m.clusters());
    for (int i = 0; i < x.rows(); i++) {
      assertEquals(m.labels()[i % 3], m.labels()[i]);
    }
    assertEquals(100, m.size(0));
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void theNumberOfThreadsChangesNoBit(Kernel kernel) {
    Matrix x = Points.normal(500, 3, 6);
    MeanShift one = MeanShift.fit(x, flat(0.7).withKernel(kernel).withThreads(1));
    for (int threads : new int[] {2, 4}) {
      MeanShift more = MeanShift.fit(x, flat(0.7).withKernel(kernel).withThreads(threads));
      assertEquals(one.centres(), more.centres());
      assertArrayEquals(one.labels(), more.labels());
    }
  }

  @Test
  void movedAndStretchedPointsHaveTheSameClusters() {
    Matrix x = Points.normal(200, 2, 7);
    Matrix moved = Matrix.of(200, 2, (i, j) -> 4 * x.get(i, j) + 64);
    assertArrayEquals(MeanShift.fit(x, flat(0.5)).labels(), MeanShift.fit(moved, flat(2)).labels());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50})
  void copiesOfOnePointAreOneCluster(int n) {
    Matrix x = Matrix.of(n, 3, (i, j) -> j);
    for (Options options : new Options[] {Options.defaults(), flat(0.1), flat(0.1).fromBins(1)}) {
      MeanShift m = MeanShift.fit(x, options);
      assertEquals(1, m.clusters());
      assertEquals(n, m.size(0));
      assertArrayEquals(x.row(0), m.centres().row(0), 1e-6f);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aBandwidthThatIsNoneIsRefused(double bandwidth) {
    assertThrows(IllegalArgumentException.class, () -> flat(bandwidth));
  }

  @Test
  void whatGivesNoClusterIsRefused() {
    Matrix x = Points.normal(20, 2, 8);
    assertThrows(EngramException.class, () -> MeanShift.fit(x, flat(1e-3).fromBins(9)));
    Matrix copies = Matrix.of(20, 1, (i, j) -> i % 2);
    assertThrows(EngramException.class, () -> MeanShift.fit(copies, Options.defaults()));
  }
}
