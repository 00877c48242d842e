package engram.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinarisationTest {
  private static final int IMAGES = 2000;
  private static final ImageShape SHAPE = ImageShape.grey(1, 4);
  private static final DataSet GREY = grey();

  private static DataSet grey() {
    byte[] bytes = new byte[IMAGES * 4];
    for (int i = 0; i < IMAGES; i++) {
      bytes[4 * i + 1] = 51;
      bytes[4 * i + 2] = (byte) 204;
      bytes[4 * i + 3] = (byte) 255;
    }
    return DataSet.of("grey", SHAPE, new HeapPixels(4, bytes), null, null);
  }

  @Test
  void aSampledValueIsOneAsOftenAsItIsBright() {
    DataSet drawn = GREY.binarised(Binarisation.SAMPLED, new Seed(1));
    double[] ones = new double[4];
    for (int i = 0; i < IMAGES; i++) {
      float[] image = drawn.image(i);
      for (int j = 0; j < 4; j++) {
        assertTrue(image[j] == 0 || image[j] == 1);
        ones[j] += (double) image[j] / IMAGES;
      }
    }
    assertArrayEquals(new double[] {0, 0.2, 0.8, 1}, ones, 0.04);
    assertEquals(0, ones[0]);
    assertEquals(1, ones[3], 1e-9);
  }

  @Test
  void anImageIsTheSameEachTimeInEverySubsetAndAnotherForAnotherSeed() {
    DataSet drawn = GREY.binarised(Binarisation.SAMPLED, new Seed(1));
    int[] some = {1900, 7};
    DataSet after = drawn.select("some", some);
    DataSet before = GREY.select("some", some).binarised(Binarisation.SAMPLED, new Seed(1));
    for (int i = 0; i < some.length; i++) {
      assertArrayEquals(drawn.image(some[i]), after.image(i));
      assertArrayEquals(drawn.image(some[i]), before.image(i));
    }
    DataSet other = GREY.binarised(Binarisation.SAMPLED, new Seed(2));
    assertFalse(
        IntStream.range(0, IMAGES).allMatch(i -> Arrays.equals(drawn.image(i), other.image(i))));
    assertEquals(drawn.hash(), GREY.binarised(Binarisation.SAMPLED, new Seed(1)).hash());
  }

  @Test
  void theThresholdIsAHalf() {
    DataSet cut = GREY.binarised(Binarisation.THRESHOLD, new Seed(1));
    assertArrayEquals(new float[] {0, 0, 1, 1}, cut.image(3));
  }
}
