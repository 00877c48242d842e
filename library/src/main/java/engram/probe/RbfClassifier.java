package engram.probe;

import engram.math.Matrix;
import engram.math.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The machines of all pairs of classes, over the union of the examples that they rest on. */
final class RbfClassifier implements Probe.Fitted {
  private static final int QUERIES = 64;

  private final int[] classes;
  private final RbfPair[] pairs;
  private final Standardiser standardiser;
  private final Distances support;
  private final double gamma;
  private final int threads;

  private RbfClassifier(
      Examples examples, RbfPair[] trained, Standardiser standardiser, double gamma, int threads) {
    classes = examples.classes();
    this.standardiser = standardiser;
    this.gamma = gamma;
    this.threads = threads;
    int[] used =
        Arrays.stream(trained).flatMapToInt(RbfPair::support).distinct().sorted().toArray();
    pairs = Arrays.stream(trained).map(p -> p.in(used)).toArray(RbfPair[]::new);
    support = new Distances(standardiser.scaledRows(examples.codes(), Arrays.stream(used)));
  }

  static RbfClassifier fit(RbfSvm svm, Examples examples, int threads) {
    Standardiser standardiser = Standardiser.of(svm.scaling(), examples.codes());
    List<int[]> duels = duels(examples.classes().length);
    RbfPair[] trained = new RbfPair[duels.size()];
    Workers.forEach(
        threads,
        trained.length,
        d -> {
          int[] duel = duels.get(d);
          trained[d] = RbfPair.train(svm, examples, standardiser, duel[0], duel[1]);
        });
    return new RbfClassifier(examples, trained, standardiser, svm.gamma(), threads);
  }

  private static List<int[]> duels(int classes) {
    List<int[]> duels = new ArrayList<>();
    for (int first = 0; first < classes; first++) {
      for (int second = first + 1; second < classes; second++) {
        duels.add(new int[] {first, second});
      }
    }
    return duels;
  }

  @Override
  public int[] predict(Matrix x) {
    standardiser.requireFit(x);
    int[] read = new int[x.rows()];
    Workers.forEachStretch(
        threads,
        x.rows(),
        QUERIES,
        (from, to) -> {
          double[][] kernel = kernel(standardiser.scaledRows(x, IntStream.range(from, to)));
          for (int i = from; i < to; i++) {
            read[i] = classes[winner(kernel[i - from])];
          }
        });
    return read;
  }

  private double[][] kernel(float[][] queries) {
    double[][] kernel = new double[queries.length][support.count()];
    float[][] squared = new float[queries.length][Distances.BLOCK];
    for (int block = 0; block < support.blocks(); block++) {
      support.squared(queries, block, squared);
      for (int q = 0; q < queries.length; q++) {
        for (int b = 0; b < support.size(block); b++) {
          kernel[q][block * Distances.BLOCK + b] = Math.exp(-gamma * squared[q][b]);
        }
      }
    }
    return kernel;
  }

  private int winner(double[] kernel) {
    int[] wins = new int[classes.length];
    for (RbfPair pair : pairs) {
      wins[pair.winner(kernel)]++;
    }
    int best = 0;
    for (int c = 1; c < wins.length; c++) {
      best = wins[c] > wins[best] ? c : best;
    }
    return best;
  }
}
