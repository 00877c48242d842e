package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a mixture of the things of several classes is read as. */
class LinkedReadingTest {
  /** An E, an F that lies in it, and an I that lies in both. */
  private static final double[][] MEANS = {
    {1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 0, 0, 0}, {1, 1, 1, 0, 0, 0, 0, 0}
  };

  private static int read(double... shares) {
    float[] thing = new float[8];
    for (int c = 0; c < shares.length; c++) {
      for (int j = 0; j < thing.length; j++) {
        thing[j] += (float) (shares[c] * MEANS[c][j]);
      }
    }
    return new LinkedReading(MEANS).read(thing);
  }

  @Test
  void theGreatestShareIsReadHoweverBright() {
    for (double bright : new double[] {0.01, 1, 30}) {
      assertEquals(0, read(bright, 0, 0));
      assertEquals(1, read(0, bright, 0));
      assertEquals(2, read(0, 0, bright));
      assertEquals(2, read(0.3 * bright, 0, 0.7 * bright), "though F is nearer");
    }
  }

  @Test
  void classesWithoutAnyThingsAreNeverRead() {
    assertEquals(1, new LinkedReading(new double[][] {{0, 0}, {1, 2}}).read(new float[] {1, 1}));
    assertEquals(0, new LinkedReading(new double[2][2]).read(new float[] {1, 1}));
  }
}
