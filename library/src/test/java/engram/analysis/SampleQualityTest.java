package engram.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.math.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleQualityTest {
  private static Matrix sure(int n, int classes) {
    return Matrix.of(n, classes, (i, c) -> i % classes == c ? 0.95f : 0.05f / (classes - 1));
  }

  @Test
  void evenSureSamplesCoverAllClassesWithFullEntropy() {
    SampleQuality q = SampleQuality.of(sure(100, 10));
    assertEquals(1, q.recognition());
    assertEquals(10, q.coverage());
    assertEquals(Math.log(10), q.entropyNats(), 1e-12);
  }

  @Test
  void oneClassAloneHasNoEntropy() {
    SampleQuality q = SampleQuality.of(Matrix.of(7, 3, (i, c) -> c == 1 ? 1 : 0));
    assertEquals(new SampleQuality(1, 1, 0), q);
  }

  @Test
  void unsureSamplesCountForNothing() {
    assertEquals(
        new SampleQuality(0, 0, 0), SampleQuality.of(Matrix.of(5, 2, (i, c) -> c == 0 ? 0.9f : 0)));
    Matrix half = Matrix.of(4, 2, (i, c) -> i < 2 ? 0.5f : c == i % 2 ? 1 : 0);
    assertEquals(0.5, SampleQuality.of(half).recognition());
  }

  @Test
  void aClassBelowOnePercentIsNotCovered() {
    Matrix one = Matrix.of(200, 2, (i, c) -> (i == 0 ? 1 : 0) == c ? 1 : 0);
    Matrix two = Matrix.of(200, 2, (i, c) -> (i < 2 ? 1 : 0) == c ? 1 : 0);
    assertEquals(1, SampleQuality.of(one).coverage());
    assertEquals(2, SampleQuality.of(two).coverage());
  }

  @Test
  void theNamesAreThoseOfTheDesign() {
    assertEquals(
        List.of("sample_recognition", "class_coverage", "class_entropy_nats"),
        List.copyOf(SampleQuality.of(sure(10, 2)).metrics().keySet()));
  }
}
