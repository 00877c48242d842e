package engram.probe;

import engram.base.Check;
import engram.math.Matrix;
import engram.math.Workers;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/** A fitted linear classifier: the class of a row is the one with the highest score. */
public final class LinearClassifier implements Probe.Fitted {
  /**
   * What to fit.
   *
   * @param c strength of the data against the penalty of the weights
   * @param tolerance largest derivative at the end
   * @param iterations of the search at most
   */
  record Task(Loss loss, double c, Scaling scaling, double tolerance, int iterations) {
    Task {
      Check.within("c", c, 1e-8, 1e8);
      Check.within("tolerance", tolerance, 1e-12, 1);
      Check.atLeast("iterations", iterations, 1);
    }

    LinearClassifier fit(Examples examples, int threads) {
      Standardiser standardiser = Standardiser.of(scaling, examples.codes());
      Rows rows = Rows.of(examples.codes(), standardiser);
      LinearObjective f = new LinearObjective(rows, examples, this, threads);
      Lbfgs search = Lbfgs.minimise(f, new double[f.parameters()], tolerance, iterations);
      return new LinearClassifier(standardiser, examples.classes(), loss, search, threads);
    }
  }

  private final Standardiser standardiser;
  private final int[] classes;
  private final Loss loss;
  private final Lbfgs search;
  private final int threads;

  private LinearClassifier(
      Standardiser standardiser, int[] classes, Loss loss, Lbfgs search, int threads) {
    this.standardiser = standardiser;
    this.classes = classes;
    this.loss = loss;
    this.search = search;
    this.threads = threads;
  }

  /** The value of the objective that was reached: mean loss and penalty of the weights. */
  public double objective() {
    return search.value();
  }

  /** Iterations of the search. */
  public int iterations() {
    return search.iterations();
  }

  /** Whether the optimum was found to the tolerance, before the iterations ran out. */
  public boolean converged() {
    return search.converged();
  }

  @Override
  public int[] predict(Matrix x) {
    int[] read = new int[x.rows()];
    forEachRow(x, (scores, i) -> read[i] = classes[highest(scores)]);
    return read;
  }

  @Override
  public Optional<Matrix> probabilities(Matrix x) {
    if (loss != Loss.SOFTMAX) {
      return Optional.empty();
    }
    float[] p = new float[x.rows() * classes.length];
    forEachRow(
        x,
        (scores, i) -> {
          Loss.softmax(scores);
          for (int c = 0; c < scores.length; c++) {
            p[i * scores.length + c] = (float) scores[c];
          }
        });
    return Optional.of(Matrix.wrap(x.rows(), classes.length, p));
  }

  private void forEachRow(Matrix x, ObjIntConsumer<double[]> take) {
    Rows rows = Rows.of(x, standardiser);
    double[][] weights = LinearObjective.weights(search.x(), rows, classes.length);
    Workers.forEach(
        threads,
        rows.blocks(),
        block -> {
          double[][] scores = new double[Rows.BLOCK][classes.length];
          rows.reader(weights).scores(block, scores);
          for (int b = 0; b < rows.size(block); b++) {
            take.accept(scores[b], block * Rows.BLOCK + b);
          }
        });
  }

  private static int highest(double[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }
}
