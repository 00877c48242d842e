package engram.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.junit.jupiter.api.Test;

class RbfSvmTest {
  @Test
  void itSeparatesWhatNoLineCan() {
    List<Examples> train = List.of(Problems.rings(200, 1), Problems.xor(200, 1));
    List<Examples> test = List.of(Problems.rings(200, 2), Problems.xor(200, 2));
    for (int i = 0; i < 2; i++) {
      Probe.Fitted curved = new RbfSvm(10, 2, Scaling.NONE).fit(train.get(i), 2);
      assertEquals(1, Problems.accuracy(curved, test.get(i)), 0.02);
      for (Probe line : List.of(LinearSvm.defaults(), LogisticRegression.defaults())) {
        assertTrue(Problems.accuracy(line.fit(train.get(i), 2), test.get(i)) < 0.75);
      }
    }
  }

  @Test
  void pairsTrainedOnTheirOwnAnswerAsLibsvmDoes() {
    Examples examples = Problems.blobs(300, 1.5, 1);
    Matrix x = Problems.blobs(300, 1.5, 2).codes();
    svm_problem problem = new svm_problem();
    problem.l = 300;
    problem.x = nodes(examples.codes());
    problem.y = new double[300];
    for (int i = 0; i < 300; i++) {
      problem.y[i] = examples.label(i);
    }
    svm_parameter p = new svm_parameter();
    p.kernel_type = svm_parameter.RBF;
    p.C = 3;
    p.gamma = 0.4;
    p.eps = 1e-3;
    p.cache_size = 10;
    p.shrinking = 1;
    int[] ours = new RbfSvm(3, 0.4, Scaling.NONE).fit(examples, 2).predict(x);
    svm_model model = svm.svm_train(problem, p);
    svm_node[][] rows = nodes(x);
    for (int i = 0; i < 300; i++) {
      assertEquals(svm.svm_predict(model, rows[i]), ours[i], "row " + i);
    }
  }

  private static svm_node[][] nodes(Matrix x) {
    svm_node[][] nodes = new svm_node[x.rows()][x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        nodes[i][j] = new svm_node();
        nodes[i][j].index = j + 1;
        nodes[i][j].value = x.get(i, j);
      }
    }
    return nodes;
  }

  @Test
  void theUsualGammaKnowsTheUnitAndTheNumberOfColumns() {
    Examples one = Problems.blobs(300, 2, 1);
    double usual = RbfSvm.usualGamma(one, Scaling.NONE);
    Matrix x = one.codes();
    int[] y = IntStream.range(0, 300).map(one::label).toArray();
    Matrix larger = Matrix.of(300, 4, (i, j) -> 10 * x.get(i, j % 2));
    assertEquals(usual / 200, RbfSvm.usualGamma(Examples.of(larger, y), Scaling.NONE), 1e-6);
    assertEquals(0.25, RbfSvm.usualGamma(Examples.of(larger, y), Scaling.STANDARD));
    Matrix same = Matrix.of(300, 4, (i, j) -> 7);
    assertEquals(1, RbfSvm.usualGamma(Examples.of(same, y), Scaling.NONE));
  }

  @Test
  void theSearchFindsAMachineThatWorks() {
    Examples rings = Problems.rings(300, 1);
    RbfSearch search = parts(RbfSearch.around(rings, Scaling.NONE), 3, 120);
    RbfSearch.Choice choice = search.choose(rings, new Seed(1), 2);
    assertTrue(choice.accuracy() > 0.95, choice.toString());
    assertEquals(1, Problems.accuracy(choice.svm().fit(rings, 2), Problems.rings(200, 2)), 0.03);
    assertEquals(choice, search.choose(rings, new Seed(1), 4));
  }

  private static RbfSearch parts(RbfSearch search, int folds, int subset) {
    return new RbfSearch(search.c(), search.gamma(), search.scaling(), folds, subset);
  }

  @Test
  void theSearchTriesNoValueThatAMachineRefuses() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RbfSearch(List.of(1.0, 0.0), List.of(1.0), Scaling.NONE, 5, 100));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RbfSearch(List.of(1.0), List.of(), Scaling.NONE, 5, 100));
  }

  @Test
  void foldsHaveAsManyOfEachClassAsCanBeAndShareNoExample() {
    Matrix x = Matrix.of(100, 1, (i, j) -> i);
    int[] y = new int[100];
    Arrays.fill(y, 0, 90, 1);
    RbfSearch search = parts(RbfSearch.around(Examples.of(x, y), Scaling.NONE), 4, 50);
    int[][] parts = search.parts(Examples.of(x, y), new Seed(1));
    for (int[] part : parts) {
      long rare = Arrays.stream(part).filter(i -> y[i] == 0).count();
      assertTrue(rare == 1 || rare == 2);
      assertEquals(12.5, part.length, 1);
    }
    int[] all = Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    assertEquals(50, Arrays.stream(all).distinct().count());
    assertArrayEquals(parts[1], search.parts(Examples.of(x, y), new Seed(1))[1]);
  }

  @Test
  void classesTooSmallToBeSplitAreRefused() {
    Examples lonely = Examples.of(Matrix.of(5, 1, (i, j) -> i), new int[] {0, 0, 0, 0, 1});
    RbfSearch search = parts(RbfSearch.around(lonely, Scaling.NONE), 2, 5);
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> search.choose(lonely, new Seed(1), 1))
                .getMessage());
    assertTrue(message.contains("cross-validation"), message);
  }
}
