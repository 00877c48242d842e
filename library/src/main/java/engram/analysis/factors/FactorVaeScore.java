package engram.analysis.factors;

import engram.base.Seed;
import engram.math.Matrix;
import engram.math.Moments;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The FactorVAE score: how often the unit that varies least tells which factor was held fixed.
 *
 * <p>Batches of 64 images share the level of one factor; the unit whose variance, in units of its
 * variance over all images, is least there votes. A majority vote from units to factors is learned
 * on 800 batches; the score is its accuracy on 400 others. Units of almost no variance do not vote.
 * Kim and Mnih 2018, "Disentangling by Factorising", section 4.
 */
public final class FactorVaeScore {
  private static final int BATCH = 64;
  private static final int LEARNED = 800;
  private static final int COUNTED = 400;
  private static final double COLLAPSED = 1e-4;

  private final Matrix codes;
  private final FactorTable factors;
  private final double[] variances;
  private final List<Integer> voters;

  private FactorVaeScore(Matrix codes, FactorTable factors) {
    this.codes = codes;
    this.factors = factors;
    variances = Moments.variances(codes);
    double most =
        IntStream.range(0, variances.length).mapToDouble(j -> variances[j]).max().orElse(0);
    voters =
        IntStream.range(0, variances.length)
            .filter(j -> variances[j] > COLLAPSED * most)
            .boxed()
            .toList();
  }

  /** The score of these codes: 1 over the number of factors is chance, 0 if no unit varies. */
  public static double of(Matrix codes, FactorTable factors, Seed seed) {
    factors.check(codes);
    FactorVaeScore score = new FactorVaeScore(codes, factors);
    return score.voters.isEmpty() ? 0 : score.accuracy(seed.child("factor-vae").random());
  }

  private double accuracy(SplittableRandom random) {
    int[][] votes = new int[codes.columns()][factors.factors().size()];
    for (int b = 0; b < LEARNED; b++) {
      int factor = random.nextInt(factors.factors().size());
      votes[stillest(factor, random)][factor]++;
    }
    int right = 0;
    for (int b = 0; b < COUNTED; b++) {
      int factor = random.nextInt(factors.factors().size());
      right += majority(votes[stillest(factor, random)]) == factor ? 1 : 0;
    }
    return right / (double) COUNTED;
  }

  private static int majority(int[] votes) {
    int best = 0;
    for (int k = 1; k < votes.length; k++) {
      best = votes[k] > votes[best] ? k : best;
    }
    return best;
  }

  /** The unit that varies least over a batch of images that share a level of {@code factor}. */
  private int stillest(int factor, SplittableRandom random) {
    FactorTable.Factor fixed = factors.factors().get(factor);
    int[] alike = fixed.images(fixed.level(random.nextInt(codes.rows())));
    int[] batch = IntStream.range(0, BATCH).map(i -> alike[random.nextInt(alike.length)]).toArray();
    int stillest = voters.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (int unit : voters) {
      double v = variance(batch, unit) / variances[unit];
      if (v < least) {
        least = v;
        stillest = unit;
      }
    }
    return stillest;
  }

  private double variance(int[] batch, int unit) {
    double mean = IntStream.of(batch).mapToDouble(i -> codes.get(i, unit)).average().orElse(0);
    return IntStream.of(batch)
        .mapToDouble(i -> Math.pow(codes.get(i, unit) - mean, 2))
        .average()
        .orElse(0);
  }
}
