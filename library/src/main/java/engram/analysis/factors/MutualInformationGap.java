package engram.analysis.factors;

import engram.math.Matrix;
import java.util.Arrays;

/**
 * MIG: by how much more one unit knows of a factor than any other unit does.
 *
 * <p>{@code mean over factors k of (I(z_j1; v_k) - I(z_j2; v_k)) / H(v_k)}, j1 and j2 the two units
 * with most mutual information; 1 if each factor is in one unit alone, 0 if all of them are in two
 * units alike. Codes are cut into 20 equal intervals. Chen et al. 2018, "Isolating Sources of
 * Disentanglement in VAEs", equation 6.
 */
public final class MutualInformationGap {
  private static final int INTERVALS = 20;

  private MutualInformationGap() {}

  /** The gap of these codes, 0 to 1. */
  public static double of(Matrix codes, FactorTable factors) {
    factors.check(codes);
    int[][] cut = new int[codes.columns()][];
    Arrays.setAll(cut, j -> intervals(codes.column(j)));
    double sum = 0;
    for (FactorTable.Factor factor : factors.factors()) {
      double[] information =
          Arrays.stream(cut).mapToDouble(z -> information(z, factor)).sorted().toArray();
      int last = information.length - 1;
      double second = last == 0 ? 0 : information[last - 1];
      sum += (information[last] - second) / entropy(factor, codes.rows());
    }
    return sum / factors.factors().size();
  }

  private static int[] intervals(float[] values) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float v : values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    double width = ((double) high - low) / INTERVALS;
    int[] cut = new int[values.length];
    for (int i = 0; i < cut.length && width > 0; i++) {
      cut[i] = Math.min(INTERVALS - 1, (int) ((values[i] - low) / width));
    }
    return cut;
  }

  private static double information(int[] z, FactorTable.Factor v) {
    double[][] joint = new double[INTERVALS][v.levels()];
    double[] ofZ = new double[INTERVALS];
    double[] ofV = new double[v.levels()];
    double share = 1.0 / z.length;
    for (int i = 0; i < z.length; i++) {
      joint[z[i]][v.level(i)] += share;
      ofZ[z[i]] += share;
      ofV[v.level(i)] += share;
    }
    double sum = 0;
    for (int a = 0; a < ofZ.length; a++) {
      for (int b = 0; b < ofV.length; b++) {
        double p = joint[a][b];
        sum += p > 0 ? p * Math.log(p / (ofZ[a] * ofV[b])) : 0;
      }
    }
    return Math.max(0, sum);
  }

  private static double entropy(FactorTable.Factor v, int images) {
    double[] counts = new double[v.levels()];
    for (int i = 0; i < images; i++) {
      counts[v.level(i)]++;
    }
    return Arrays.stream(counts)
        .filter(n -> n > 0)
        .map(n -> -n / images * Math.log(n / images))
        .sum();
  }
}
