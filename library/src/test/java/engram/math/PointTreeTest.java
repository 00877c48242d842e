package engram.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.base.Seed;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointTreeTest {
  @ParameterizedTest
  @CsvSource({"1,2", "8,2", "9,3", "17,1", "300,3", "1000,7"})
  void aBallHoldsWhatAFullSearchFindsInIt(int n, int d) {
    SplittableRandom random = new Seed(1).random();
    Matrix x = Matrix.of(n, d, (i, j) -> (float) Math.rint(3 * random.nextGaussian()));
    PointTree tree = PointTree.of(x);
    for (int query = 0; query < 30; query++) {
      double[] centre = random.doubles(d, -4, 4).toArray();
      double radius = random.nextDouble(8);
      double[] sum = new double[d];
      double[] expected = new double[d];
      int count = tree.ball(centre, radius, sum);
      assertEquals(full(x, centre, radius, expected), count);
      assertArrayEquals(expected, sum, 1e-9);
      double[] weighed = new double[d];
      double[] all = new double[d];
      double weight = tree.gaussian(centre, 1.5, radius, weighed);
      assertEquals(weighed(x, centre, 1.5, radius, all), weight, 1e-9);
      assertArrayEquals(all, weighed, 1e-9);
    }
  }

  private static double square(Matrix x, int i, double[] centre) {
    double square = 0;
    for (int j = 0; j < centre.length; j++) {
      square += (x.get(i, j) - centre[j]) * (x.get(i, j) - centre[j]);
    }
    return square;
  }

  private static int full(Matrix x, double[] centre, double radius, double[] sum) {
    int count = 0;
    for (int i = 0; i < x.rows(); i++) {
      if (square(x, i, centre) <= radius * radius) {
        count++;
        for (int j = 0; j < sum.length; j++) {
          sum[j] += x.get(i, j);
        }
      }
    }
    return count;
  }

  private static double weighed(Matrix x, double[] centre, double h, double reach, double[] sum) {
    double weights = 0;
    for (int i = 0; i < x.rows(); i++) {
      double square = square(x, i, centre);
      if (square <= h * reach * h * reach) {
        double weight = Math.exp(-square / (2 * h * h));
        weights += weight;
        for (int j = 0; j < sum.length; j++) {
          sum[j] += weight * x.get(i, j);
        }
      }
    }
    return weights;
  }
}
