package engram.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.base.Seed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplineGridTest {
  private final Workers two = new Workers(2);

  private static float[] points(int n, double span) {
    SplittableRandom random = new Seed(1).random();
    float[] points = new float[2 * n];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) (span * random.nextDouble());
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 128})
  void transformsAreThoseOfTheirSumsAndLeadBack(int n) {
    SplittableRandom random = new Seed(2).random();
    float[][] re = new float[n][3];
    float[][] im = new float[n][3];
    for (int j = 0; j < n; j++) {
      for (int c = 0; c < 3; c++) {
        re[j][c] = (float) random.nextGaussian();
        im[j][c] = (float) random.nextGaussian();
      }
    }
    float first = re[0][1];
    double sum = 0;
    double power = 0;
    for (int j = 0; j < n; j++) {
      sum += re[j][1];
      power += re[j][1] * re[j][1] + im[j][1] * im[j][1];
    }
    Fft fft = new Fft(n);
    fft.forward(re, im);
    assertEquals(sum, re[0][1], 1e-4);
    double spectrum = 0;
    for (int j = 0; j < n; j++) {
      spectrum += re[j][1] * re[j][1] + im[j][1] * im[j][1];
    }
    assertEquals(n * power, spectrum, 1e-4 * spectrum);
    fft.inverse(re, im);
    assertEquals(n * first, re[0][1], 1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 128})
  void aConvolutionIsItsSum(int size) {
    SplittableRandom random = new Seed(3).random();
    float[][] in = new float[size][size];
    float[][] out = new float[size][];
    for (int r = 0; r < size; r++) {
      for (int c = 0; c < size; c++) {
        in[r][c] = (float) random.nextDouble();
      }
      out[r] = in[r].clone();
    }
    GridConvolution.Kernel kernel = (a, b) -> 1.0 / (1 + a + 3 * b);
    new GridConvolution(size, kernel, two).apply(out, two);
    for (int[] at : new int[][] {{0, 0}, {size - 1, 0}, {size / 2, size - 1}}) {
      double sum = 0;
      for (int r = 0; r < size; r++) {
        for (int c = 0; c < size; c++) {
          sum += in[r][c] * kernel.at(Math.abs(r - at[0]), Math.abs(c - at[1]));
        }
      }
      assertEquals(sum, out[at[0]][at[1]], 1e-4 * sum);
    }
  }

  @ParameterizedTest
  @CsvSource({"128,0.5,2e-3", "128,0.25,2e-4", "64,1e-6,1e-4"})
  void sumsAndSlopesAreThoseOverAllPoints(int size, double step, double tolerance) {
    int n = 2000;
    float[] y = points(n, SplineGrid.span(size, step));
    SplineGrid grid = new SplineGrid(size, step, s -> -s / (1 + s), two);
    grid.spread(y, n, two);
    double[] error = new double[2];
    double[] scale = new double[2];
    grid.read(
        y,
        50,
        (i, value, slopeX, slopeY) -> {
          double sum = 0;
          double slope = 0;
          for (int j = 0; j < n; j++) {
            double dx = y[2 * i] - y[2 * j];
            double dy = y[2 * i + 1] - y[2 * j + 1];
            double s = dx * dx + dy * dy;
            sum -= s / (1 + s);
            slope -= 2 * dx / ((1 + s) * (1 + s));
          }
          synchronized (error) {
            error[0] += (value - sum) * (value - sum);
            scale[0] += sum * sum;
            error[1] += (slopeX - slope) * (slopeX - slope);
            scale[1] += slope * slope;
          }
        },
        two);
    assertEquals(0, Math.sqrt(error[0] / scale[0]), tolerance);
    assertEquals(0, Math.sqrt(error[1] / scale[1]), 30 * tolerance);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    float[] y = points(3000, 30);
    float[][] read = new float[2][3000];
    for (int t = 0; t < 2; t++) {
      float[] values = read[t];
      Workers workers = new Workers(1 + 3 * t);
      SplineGrid grid = new SplineGrid(128, 0.3, s -> 1 / (1 + s), workers);
      grid.spread(y, 3000, workers);
      grid.read(y, 3000, (i, v, a, b) -> values[i] = (float) (v + a + b), workers);
    }
    assertArrayEquals(read[0], read[1]);
  }
}
