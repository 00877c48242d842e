package engram.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearClassifierTest {
  private static final Examples DENSE = Problems.blobs(500, 1, 1);
  private static final Examples SPARSE = Problems.sparse(500, 20, 1);

  private static LinearObjective objective(Examples examples, Loss loss, Scaling scaling) {
    Standardiser standardiser = Standardiser.of(scaling, examples.codes());
    return objective(examples, loss, Rows.of(examples.codes(), standardiser));
  }

  private static LinearObjective objective(Examples examples, Loss loss, Rows rows) {
    var task = new LinearClassifier.Task(loss, 0.1, Scaling.STANDARD, 1e-9, 1000);
    return new LinearObjective(rows, examples, task, 2);
  }

  private static double[] normal(int n, long seed) {
    var random = new Seed(seed).random();
    return random.doubles(n, -1, 1).toArray();
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientIsThatOfFiniteDifferences(Loss loss) {
    for (Scaling scaling : Scaling.values()) {
      for (Examples examples : List.of(DENSE, SPARSE)) {
        LinearObjective f = objective(examples, loss, scaling);
        double[] at = normal(f.parameters(), 1);
        double[] gradient = new double[at.length];
        f.at(at, gradient);
        for (int i = 0; i < at.length; i++) {
          assertEquals(difference(f, at, i), gradient[i], 1e-6);
        }
      }
    }
  }

  private static double difference(LinearObjective f, double[] at, int i) {
    double h = 1e-5;
    double[] ignored = new double[at.length];
    double[] moved = at.clone();
    moved[i] = at[i] + h;
    double above = f.at(moved, ignored);
    moved[i] = at[i] - h;
    return (above - f.at(moved, ignored)) / (2 * h);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void skippingZerosChangesNothing(Loss loss) {
    Standardiser standardiser = Standardiser.fit(SPARSE.codes());
    assertInstanceOf(SparseRows.class, Rows.of(SPARSE.codes(), standardiser));
    LinearObjective f = objective(SPARSE, loss, new SparseRows(SPARSE.codes(), standardiser));
    LinearObjective g = objective(SPARSE, loss, new DenseRows(SPARSE.codes(), standardiser));
    double[] at = normal(f.parameters(), 1);
    double[] first = new double[at.length];
    double[] second = new double[at.length];
    assertEquals(f.at(at, first), g.at(at, second), 1e-6);
    assertArrayEquals(first, second, 1e-6);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void everyStartLeadsToTheSameOptimum(Loss loss) {
    LinearObjective f = objective(DENSE, loss, Scaling.STANDARD);
    Lbfgs one = Lbfgs.minimise(f, normal(f.parameters(), 1), 1e-9, 1000);
    Lbfgs two = Lbfgs.minimise(f, normal(f.parameters(), 2), 1e-9, 1000);
    assertTrue(one.converged() && two.converged());
    assertEquals(one.value(), two.value(), 1e-12);
    int weights = f.parameters() - 3;
    for (int i = 0; i < weights; i++) {
      assertEquals(one.x()[i], two.x()[i], 1e-5);
    }
  }

  @Test
  void probabilitiesAreSharesAndTheHighestIsTheAnswer() {
    LinearClassifier fitted = LogisticRegression.defaults().fit(DENSE, 2);
    Matrix p = fitted.probabilities(DENSE.codes()).orElseThrow();
    int[] read = fitted.predict(DENSE.codes());
    for (int i = 0; i < read.length; i++) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        assertTrue(p.get(i, c) >= 0 && p.get(i, c) <= p.get(i, read[i]));
        sum += p.get(i, c);
      }
      assertEquals(1, sum, 1e-6);
    }
    assertTrue(LinearSvm.defaults().fit(DENSE, 2).probabilities(DENSE.codes()).isEmpty());
  }

  @Test
  void aStrongerPenaltyMakesProbabilitiesMoreEven() {
    double last = 1;
    for (double c : List.of(10.0, 0.1, 0.001, 1e-6)) {
      LinearClassifier fitted =
          LogisticRegression.defaults().with(c, Scaling.STANDARD).fit(DENSE, 1);
      Matrix p = fitted.probabilities(DENSE.codes()).orElseThrow();
      double confidence =
          IntStream.range(0, p.rows())
              .mapToDouble(i -> Math.max(p.get(i, 0), Math.max(p.get(i, 1), p.get(i, 2))))
              .average()
              .orElseThrow();
      assertTrue(confidence < last, c + ": " + confidence);
      last = confidence;
    }
    assertEquals(1 / 3.0, last, 0.01);
  }
}
