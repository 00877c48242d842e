package engram.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/** A machine that tells two classes apart. */
final class RbfPair {
  private static final double CACHE_MEGABYTES = 100;
  private static final double TOLERANCE = 1e-3;

  static {
    svm.svm_set_print_string_function(text -> {});
  }

  private final int first;
  private final int second;
  private final int[] support;
  private final double[] factor;
  private final double rho;

  private RbfPair(int first, int second, int[] support, double[] factor, double rho) {
    this.first = first;
    this.second = second;
    this.support = support;
    this.factor = factor;
    this.rho = rho;
  }

  /** Trained on the examples of the classes {@code first} and {@code second}. */
  static RbfPair train(RbfSvm svm, Examples examples, Standardiser s, int first, int second) {
    int[] of =
        IntStream.concat(Arrays.stream(examples.of(first)), Arrays.stream(examples.of(second)))
            .toArray();
    svm_problem problem = new svm_problem();
    problem.l = of.length;
    problem.y = Arrays.stream(of).mapToDouble(i -> examples.truth(i) == first ? 1 : -1).toArray();
    problem.x = Arrays.stream(of).mapToObj(i -> nodes(examples, s, i)).toArray(svm_node[][]::new);
    svm_model model = svm_train(problem, svm);
    int[] support = Arrays.stream(model.sv_indices).map(i -> of[i - 1]).toArray();
    return new RbfPair(first, second, support, model.sv_coef[0], model.rho[0]);
  }

  private static svm_model svm_train(svm_problem problem, RbfSvm svm) {
    svm_parameter p = new svm_parameter();
    p.svm_type = svm_parameter.C_SVC;
    p.kernel_type = svm_parameter.RBF;
    p.C = svm.c();
    p.gamma = svm.gamma();
    p.eps = TOLERANCE;
    p.shrinking = 1;
    p.cache_size = CACHE_MEGABYTES;
    return libsvm.svm.svm_train(problem, p);
  }

  private static svm_node[] nodes(Examples examples, Standardiser s, int i) {
    List<svm_node> nodes = new ArrayList<>();
    for (int j = 0; j < s.columns(); j++) {
      float value = s.scaled(examples.codes().get(i, j), j);
      if (value != 0) {
        svm_node node = new svm_node();
        node.index = j + 1;
        node.value = value;
        nodes.add(node);
      }
    }
    return nodes.toArray(svm_node[]::new);
  }

  /** The examples that it rests on. */
  IntStream support() {
    return Arrays.stream(support);
  }

  /** This machine with its examples at their places in {@code sorted}, which holds them all. */
  RbfPair in(int[] sorted) {
    int[] places = support().map(i -> Arrays.binarySearch(sorted, i)).toArray();
    return new RbfPair(first, second, places, factor, rho);
  }

  /** The class that wins, given the kernel of a row with each supporting example. */
  int winner(double[] kernel) {
    double value = -rho;
    for (int i = 0; i < support.length; i++) {
      value += factor[i] * kernel[support[i]];
    }
    return value > 0 ? first : second;
  }
}
