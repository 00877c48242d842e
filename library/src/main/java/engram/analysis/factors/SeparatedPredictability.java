package engram.analysis.factors;

import engram.math.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * SAP: by how much better the best single unit predicts a factor than the second best does.
 *
 * <p>A quantity is predicted by linear regression, scored by R squared; a category by one threshold
 * per level, scored by the balanced accuracy of level against rest, averaged over the levels. The
 * mean of the differences over the factors, 0 to 1. Kumar et al. 2018, "Variational Inference of
 * Disentangled Latent Concepts from Unlabeled Observations", section 3.
 */
public final class SeparatedPredictability {
  private SeparatedPredictability() {}

  /** The score of these codes, 0 to 1. */
  public static double of(Matrix codes, FactorTable factors) {
    factors.check(codes);
    double sum = 0;
    for (FactorTable.Factor factor : factors.factors()) {
      double[] scores =
          IntStream.range(0, codes.columns())
              .mapToDouble(j -> score(codes.column(j), factor))
              .sorted()
              .toArray();
      int last = scores.length - 1;
      sum += scores[last] - (last == 0 ? 0 : scores[last - 1]);
    }
    return sum / factors.factors().size();
  }

  private static double score(float[] z, FactorTable.Factor factor) {
    return factor.category() ? balanced(z, factor) : squaredCorrelation(z, factor);
  }

  private static double squaredCorrelation(float[] z, FactorTable.Factor factor) {
    double meanZ = 0;
    double meanV = 0;
    for (int i = 0; i < z.length; i++) {
      meanZ += z[i] / (double) z.length;
      meanV += factor.value(i) / (double) z.length;
    }
    double zz = 0;
    double vv = 0;
    double zv = 0;
    for (int i = 0; i < z.length; i++) {
      double a = z[i] - meanZ;
      double b = factor.value(i) - meanV;
      zz += a * a;
      vv += b * b;
      zv += a * b;
    }
    return zz > 0 && vv > 0 ? zv * zv / (zz * vv) : 0;
  }

  private static double balanced(float[] z, FactorTable.Factor factor) {
    Integer[] order = IntStream.range(0, z.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Float.compare(z[a], z[b]));
    double sum = 0;
    for (int level = 0; level < factor.levels(); level++) {
      sum += bestThreshold(z, order, factor, level);
    }
    return sum / factor.levels();
  }

  /** Balanced accuracy of the best threshold, on whichever side of it the level lies. */
  private static double bestThreshold(
      float[] z, Integer[] order, FactorTable.Factor factor, int level) {
    double inside = Arrays.stream(order).filter(i -> factor.level(i) == level).count();
    double outside = order.length - inside;
    double insideBelow = 0;
    double outsideBelow = 0;
    double best = 0.5;
    for (int r = 0; r < order.length; r++) {
      if (factor.level(order[r]) == level) {
        insideBelow++;
      } else {
        outsideBelow++;
      }
      boolean gap = r + 1 < order.length && z[order[r]] < z[order[r + 1]];
      if (gap) {
        double below = (insideBelow / inside + 1 - outsideBelow / outside) / 2;
        best = Math.max(best, Math.max(below, 1 - below));
      }
    }
    return best;
  }
}
