package engram.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.exchange.NdArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResizeAndCorruptionTest {
  private static final Seed SEED = new Seed(5);

  private static DataSet data(float[] values, int channels, int height, int width) {
    ImageShape shape = new ImageShape(channels, height, width);
    NdArray array = NdArray.of(values, 1, channels, height, width);
    return DataSet.of("x", shape, new StoredPixels(array, 1, shape.values()), null, null);
  }

  private static float[] filled(int n, float value) {
    float[] a = new float[n];
    Arrays.fill(a, value);
    return a;
  }

  private static double mean(float[] a) {
    double sum = 0;
    for (float v : a) {
      sum += v;
    }
    return sum / a.length;
  }

  @ParameterizedTest
  @CsvSource({"3,4", "13,4", "3,17", "20,20", "1,1"})
  void aConstantImageStaysConstant(int height, int width) {
    float[] out = Resize.to(data(filled(2 * 7 * 9, 0.4f), 2, 7, 9), height, width).image(0);
    assertArrayEquals(filled(2 * height * width, 0.4f), out, 1e-6f);
  }

  @ParameterizedTest
  @CsvSource({"3,4", "5,2", "1,1"})
  void shrinkingKeepsTheMean(int height, int width) {
    float[] in = new float[63];
    for (int i = 0; i < in.length; i++) {
      in[i] = i * 37 % 63 / 63f;
    }
    assertEquals(mean(in), mean(Resize.to(data(in, 1, 7, 9), height, width).image(0)), 1e-6);
  }

  @Test
  void growingInterpolatesBetweenCentres() {
    float[] out = Resize.to(data(new float[] {0, 1}, 1, 1, 2), 1, 4).image(0);
    assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, out, 1e-6f);
  }

  static Stream<Corruption> corruptions() {
    return Stream.of(
        new Corruption.Gaussian(0.5),
        new Corruption.Masking(0.3),
        new Corruption.SaltAndPepper(0.3));
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void valuesStayInRangeAndTheSeedDecides(Corruption corruption) {
    float[] a = filled(10_000, 0.5f);
    float[] b = a.clone();
    corruption.apply(a, SEED);
    corruption.apply(b, SEED);
    assertArrayEquals(a, b);
    for (float v : a) {
      assertTrue(v >= 0 && v <= 1);
    }
    corruption.apply(b, SEED.child(1));
    assertFalse(Arrays.equals(a, b));
  }

  @Test
  void theShareOfCorruptedValuesIsAsAsked() {
    float[] masked = filled(100_000, 0.5f);
    new Corruption.Masking(0.3).apply(masked, SEED);
    assertEquals(0.35, mean(masked), 0.005);
    float[] salted = filled(100_000, 0.5f);
    new Corruption.SaltAndPepper(0.3).apply(salted, SEED);
    long[] counts = new long[3];
    for (float v : salted) {
      counts[Math.round(v * 2)]++;
    }
    assertEquals(
        List.of(15L, 70L, 15L), Arrays.stream(counts).map(c -> (c + 500) / 1000).boxed().toList());
  }

  @Test
  void gaussianNoiseHasTheDeviationAsked() {
    float[] noisy = filled(100_000, 0.5f);
    new Corruption.Gaussian(0.1).apply(noisy, SEED);
    double sum = 0;
    for (float v : noisy) {
      sum += (v - 0.5) * (v - 0.5);
    }
    assertEquals(0.1, Math.sqrt(sum / noisy.length), 0.002);
  }
}
