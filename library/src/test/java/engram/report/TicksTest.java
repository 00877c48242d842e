package engram.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void roundNumbersCoverAnyRange(long seed) {
    SplittableRandom random = new Seed(seed).random();
    for (int i = 0; i < 500; i++) {
      double scale = Math.pow(10, random.nextInt(-200, 200));
      double a = random.nextDouble(-1, 1) * scale;
      Range range = Range.of(DoubleStream.of(a, a + random.nextDouble() * scale));
      Ticks ticks = Ticks.linear(range, 6);
      double slack = 1e-5 * (ticks.values().get(1) - ticks.low());
      assertTrue(ticks.low() <= range.low() + slack, range + " " + ticks);
      assertTrue(ticks.high() >= range.high() - slack, range + " " + ticks);
      assertTrue(ticks.values().size() <= 9, range + " " + ticks);
      assertEquals(ticks.labels().size(), new HashSet<>(ticks.labels()).size(), ticks.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "0.5, 30", "1e-9, 1e9", "1e-300, 1e300", "3, 3.001", "7e-5, 9e-5"})
  void logarithmicTicksCoverTheirRangeAndAreFew(double low, double high) {
    Ticks ticks = Ticks.logarithmic(new Range(low, high));
    assertTrue(
        ticks.low() <= low * (1 + 1e-6) && ticks.high() >= high * (1 - 1e-6), ticks.toString());
    assertTrue(ticks.values().size() <= 12, ticks.toString());
    assertEquals(0.5, ticks.share(Math.sqrt(ticks.low()) * Math.sqrt(ticks.high())), 1e-9);
  }

  @Test
  void labelsAreWrittenAlike() {
    assertEquals(List.of("0", "0.5", "1.0"), Ticks.linear(new Range(0, 1), 2).labels());
    assertEquals(List.of("−10", "0", "10"), Ticks.linear(new Range(-10, 10), 2).labels());
    assertEquals(List.of("0", "1e6", "2e6"), Ticks.linear(new Range(0, 2e6), 2).labels());
  }

  @Test
  void countsAndEpochsHaveWholeTicks() {
    assertEquals(List.of("1", "2", "3"), Ticks.whole(new Range(1, 3), 8).labels());
  }

  @Test
  void numbersAreShownToFiveDigits() {
    assertEquals("98.312", Numbers.show(98.31234));
    assertEquals("−1.2e−7", Numbers.show(-1.2e-7));
    assertEquals("60000", Numbers.show(60000));
    assertEquals("NaN", Numbers.show(Double.NaN));
    assertEquals(List.of("0.9000", "NaN", "0.9123"), Numbers.alike(List.of(.9, Double.NaN, .9123)));
  }

  @Test
  void quantilesAreThoseOfTheNormalDistribution() {
    List<Double> q = CodeValues.normalQuantiles(20);
    assertEquals(q.stream().map(v -> 5 * v).toList(), CodeValues.normalQuantiles(20, 5));
    assertEquals(1.959963985, q.get(19), 1e-8);
    assertEquals(0.0627067779, q.get(10), 1e-8);
    assertEquals(-q.get(0), q.get(19), 1e-12);
    assertEquals(List.of(-1.0, 0.0, 1.0), CodeValues.range(-1, 1, 3));
  }

  @Test
  void codeTwoRisesUpwardsInAManifold() {
    var codes = new ManifoldGrid.Square(List.of(1.0, 2.0), List.of(3.0, 4.0)).codes();
    assertEquals(List.of(1f, 4f), List.of(codes.get(0, 0), codes.get(0, 1)));
    assertEquals(List.of(2f, 3f), List.of(codes.get(3, 0), codes.get(3, 1)));
  }

  @Test
  void aLineEndsAtItsCodes() {
    var codes =
        new InterpolationStrip.Lines(
                Figures.codes(3), Figures.codes(6).rows(3, 6), 5, InterpolationStrip.Way.STRAIGHT)
            .codes();
    assertEquals(Figures.codes(3).get(2, 1), codes.get(10, 1));
    assertEquals(Figures.codes(6).get(5, 1), codes.get(14, 1));
  }
}
