package engram.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Generator;
import engram.math.Matrix;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ServiceLoader;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
  private static final Seed SEED = new Seed(7);
  private static final int MANY = 2000;
  private static final DataSet DIGITS = new Digits().generate(MANY, SEED);

  @ParameterizedTest
  @ValueSource(strings = {"digits", "faces"})
  void aGeneratorIsFoundByName(String name) {
    assertEquals(
        1,
        ServiceLoader.load(Generator.class).stream()
            .filter(p -> p.get().name().equals(name))
            .count());
  }

  @Test
  void theSameSeedYieldsTheSameImagesAndAnotherOneOthers() {
    assertEquals(DIGITS.hash(), new Digits().generate(MANY, SEED).hash());
    assertNotEquals(DIGITS.hash(), new Digits().generate(MANY, new Seed(8)).hash());
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() {
    ForkJoinPool alone = new ForkJoinPool(1);
    try {
      DataSet slow = alone.submit(() -> new Digits().generate(MANY, SEED)).join();
      assertEquals(DIGITS.hash(), slow.hash());
      assertEquals(DIGITS.factors(), slow.factors());
    } finally {
      alone.shutdown();
    }
  }

  @Test
  void aShorterSetIsTheBeginningOfALongerOne() {
    DataSet few = new Digits().generate(100, SEED);
    assertEquals(few.hash(), DIGITS.first(100).hash());
    assertEquals(few.factors(), DIGITS.first(100).factors());
  }

  @Test
  void aSetNeedsAtLeastOneImageAndMustFitInMemory() {
    assertThrows(IllegalArgumentException.class, () -> new Digits().generate(0, SEED));
    assertThrows(
        IllegalArgumentException.class, () -> new Digits().generate(Integer.MAX_VALUE, SEED));
  }

  @Test
  void everyClassIsAboutEquallyFrequentAndEveryWayOfWritingItOccurs() {
    Matrix factors = DIGITS.factors().orElseThrow();
    for (int c = 0; c < 10; c++) {
      int digit = c;
      int[] ofClass = IntStream.range(0, MANY).filter(i -> DIGITS.label(i) == digit).toArray();
      assertEquals(MANY / 10.0, ofClass.length, 60);
      long ways = IntStream.of(ofClass).mapToObj(i -> factors.get(i, 1)).distinct().count();
      assertEquals(Glyphs.variants(digit), ways);
    }
  }

  @Test
  void theCentreOfMassLiesWhereThePositionFactorsSay() {
    Matrix factors = DIGITS.factors().orElseThrow();
    double error = 0;
    for (int i = 0; i < MANY; i++) {
      Sketch sketch = new Sketch(DIGITS.image(i));
      assertEquals(factors.get(i, 7), sketch.meanX(), 0.5);
      assertEquals(factors.get(i, 8), sketch.meanY(), 0.5);
      error += Math.abs(factors.get(i, 7) - sketch.meanX());
    }
    assertEquals(0, error / MANY, 0.02);
  }

  @Test
  void aDigitFillsABoxOfTwentyPixelsAsMnistsDo() {
    double longest =
        IntStream.range(0, MANY)
            .mapToDouble(i -> new Sketch(DIGITS.image(i)).longerSide())
            .average()
            .orElseThrow();
    assertEquals(20, longest, 0.7);
  }

  @Test
  void factorsStayInTheirRangesAndVary() {
    double[] low = {0, 0, -0.51, -24, 1, 0.46, 0.55, -0.5, -0.5};
    double[] high = {9, 7, 0.81, 24, 4, 1.54, 1.45, 0.5, 0.5};
    Matrix factors = DIGITS.factors().orElseThrow();
    for (int f = 0; f < low.length; f++) {
      float[] column = factors.column(f);
      double middle = (low[f] + high[f]) / 2;
      double half = (high[f] - low[f]) / 2;
      double furthest =
          IntStream.range(0, MANY)
              .mapToDouble(i -> Math.abs(column[i] - middle))
              .max()
              .orElseThrow();
      assertTrue(furthest <= half + 1e-6 && furthest > half / 2, DIGITS.factorNames().get(f));
    }
  }

  @Test
  void aProcessorDrawsThousandsOfDigitsPerSecond() {
    drawDigits(5000);
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    drawDigits(5000);
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
    assertTrue(5000 / seconds > 4000, 5000 / seconds + " digits per second of one processor");
  }

  private static void drawDigits(int count) {
    ByteBuffer image = ByteBuffer.allocate(Digit.SIDE * Digit.SIDE);
    for (int i = 0; i < count; i++) {
      Digit.random(SEED.child(i)).draw(image.clear());
    }
  }
}
