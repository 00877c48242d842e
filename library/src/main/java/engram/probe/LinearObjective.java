package engram.probe;

import engram.math.Workers;
import java.util.Arrays;

/**
 * What a linear classifier minimises: the mean loss of its rows, and {@code |W|^2 / (2 c n)} for
 * its weights without the biases. Parameters are {@code [columns + 1][classes]} in one array, the
 * biases last.
 *
 * <p>Rows are cut into pieces by their number alone, and the pieces' sums are added in their order,
 * so that the threads do not change a bit.
 */
final class LinearObjective implements Lbfgs.Function {
  private static final int PIECES = 32;

  private final Rows rows;
  private final Examples examples;
  private final LinearClassifier.Task task;
  private final int threads;
  private final int classes;
  private final int blocksPerPiece;

  LinearObjective(Rows rows, Examples examples, LinearClassifier.Task task, int threads) {
    this.rows = rows;
    this.examples = examples;
    this.task = task;
    this.threads = threads;
    classes = examples.classes().length;
    blocksPerPiece = Workers.blocks(rows.blocks(), PIECES);
  }

  /** Numbers to be found. */
  int parameters() {
    return (rows.columns() + 1) * classes;
  }

  @Override
  public double at(double[] theta, double[] gradient) {
    double value = meanLoss(weights(theta, rows, classes), gradient);
    int biases = gradient.length - classes;
    double strength = 1 / (task.c() * rows.count());
    for (int i = 0; i < biases; i++) {
      gradient[i] -= rows.offset(i / classes) * gradient[biases + i % classes];
      gradient[i] += strength * theta[i];
      value += strength / 2 * theta[i] * theta[i];
    }
    return value;
  }

  /**
   * Weights {@code [columns + 1][classes]} that give rows from which the offsets are not subtracted
   * the scores that {@code theta} gives to those from which they are.
   */
  static double[][] weights(double[] theta, Rows rows, int classes) {
    int columns = rows.columns();
    double[][] weights = new double[columns + 1][];
    for (int j = 0; j <= columns; j++) {
      weights[j] = Arrays.copyOfRange(theta, j * classes, (j + 1) * classes);
    }
    for (int j = 0; j < columns; j++) {
      Kernels.addOne(weights[columns], -rows.offset(j), weights[j]);
    }
    return weights;
  }

  private double meanLoss(double[][] weights, double[] gradient) {
    int pieces = Workers.blocks(rows.blocks(), blocksPerPiece);
    double[] losses = new double[pieces];
    double[][][] gradients = new double[pieces][weights.length][classes];
    Workers.forEach(threads, pieces, p -> losses[p] = piece(p, weights, gradients[p]));
    Arrays.fill(gradient, 0);
    for (double[][] some : gradients) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += some[i / classes][i % classes] / rows.count();
      }
    }
    return Arrays.stream(losses).sum() / rows.count();
  }

  private double piece(int piece, double[][] weights, double[][] gradient) {
    Rows.Reader reader = rows.reader(weights);
    double[][] scores = new double[Rows.BLOCK][classes];
    double[] biases = gradient[rows.columns()];
    int end = Math.min((piece + 1) * blocksPerPiece, rows.blocks());
    double sum = 0;
    for (int block = piece * blocksPerPiece; block < end; block++) {
      reader.scores(block, scores);
      for (int b = 0; b < rows.size(block); b++) {
        sum += task.loss().of(scores[b], examples.truth(block * Rows.BLOCK + b));
        Kernels.addOne(biases, 1, scores[b]);
      }
      reader.addGradient(block, scores, gradient);
    }
    return sum;
  }
}
