package engram.analysis.factors;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * DCI: disentanglement, completeness and informativeness by the weights of lasso regressions of the
 * factors on the codes.
 *
 * <p>Half of the images are for fitting, a quarter for choosing the penalty, a quarter for the
 * error. A category is predicted by one regression per level; the sizes of their weights are added.
 * Eastwood and Williams 2018, "A Framework for the Quantitative Evaluation of Disentangled
 * Representations", section 2.
 *
 * @param disentanglement 1 if each unit is of use for one factor only, 0 if for all alike; units
 *     count by their share of all weight
 * @param completeness 1 if each factor is in one unit only, 0 if in all alike; mean over factors
 * @param error informativeness as root mean squared error over that of the mean: 0 if the codes
 *     tell everything, 1 if they tell nothing; mean over factors
 */
public record Dci(double disentanglement, double completeness, double error) {
  private static final double[] PENALTIES = {0.2, 0.1, 0.05, 0.02, 0.01, 0.005};
  private static final int SWEEPS = 200;
  private static final double STILL = 1e-7;

  /** The three values for these codes. */
  public static Dci of(Matrix codes, FactorTable factors, Seed seed) {
    factors.check(codes);
    Parts parts = new Parts(codes, seed.child("dci").permutation(codes.rows()));
    double[][] weights = new double[codes.columns()][factors.factors().size()];
    double error = 0;
    for (int k = 0; k < factors.factors().size(); k++) {
      FactorTable.Factor factor = factors.factors().get(k);
      int targets = factor.category() ? factor.levels() : 1;
      double squares = 0;
      for (int t = 0; t < targets; t++) {
        int level = t;
        Fit fit =
            parts.fit(i -> !factor.category() ? factor.value(i) : factor.level(i) == level ? 1 : 0);
        for (int j = 0; j < weights.length; j++) {
          weights[j][k] += Math.abs(fit.weights[j]);
        }
        squares += fit.error;
      }
      error += Math.sqrt(squares / targets) / factors.factors().size();
    }
    return new Dci(disentanglement(weights), completeness(weights), error);
  }

  private static double disentanglement(double[][] weights) {
    double all = Arrays.stream(weights).mapToDouble(w -> DoubleStream.of(w).sum()).sum();
    double sum = 0;
    for (double[] ofUnit : weights) {
      sum += all > 0 ? purity(ofUnit) * DoubleStream.of(ofUnit).sum() / all : 0;
    }
    return sum;
  }

  private static double completeness(double[][] weights) {
    int factors = weights[0].length;
    return IntStream.range(0, factors)
        .mapToDouble(k -> purity(Arrays.stream(weights).mapToDouble(w -> w[k]).toArray()))
        .average()
        .orElse(0);
  }

  /** 1 minus the entropy of the shares in units of its maximum; 0 if there is nothing to share. */
  private static double purity(double[] weights) {
    double all = DoubleStream.of(weights).sum();
    if (all == 0) {
      return 0;
    }
    double entropy =
        DoubleStream.of(weights).filter(w -> w > 0).map(w -> -w / all * Math.log(w / all)).sum();
    return weights.length == 1 ? 1 : 1 - entropy / Math.log(weights.length);
  }

  /** Weights on standardised codes, and the squared error over the variance, on unseen images. */
  private static final class Fit {
    private final double[] weights;
    private final double error;

    Fit(double[] weights, double error) {
      this.weights = weights;
      this.error = error;
    }
  }

  /** Codes, standardised by the images for fitting, and which images are for what. */
  private static final class Parts {
    private final double[][] units;
    private final int[] order;
    private final int fitted;
    private final int chosen;
    private final double[][] gram;

    Parts(Matrix codes, int[] order) {
      this.order = order;
      fitted = Math.max(1, order.length / 2);
      chosen = Math.max(fitted + 1, order.length * 3 / 4);
      units = new double[codes.columns()][];
      Arrays.setAll(units, j -> standardised(i -> codes.get(order[i], j)));
      gram = new double[units.length][units.length];
      for (int a = 0; a < units.length; a++) {
        for (int b = 0; b < units.length; b++) {
          gram[a][b] = product(units[a], units[b]);
        }
      }
    }

    private double[] standardised(IntToDoubleFunction value) {
      double[] all = IntStream.range(0, order.length).mapToDouble(value).toArray();
      double mean = Arrays.stream(all, 0, fitted).average().orElse(0);
      double variance =
          Arrays.stream(all, 0, fitted).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      double scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
      return Arrays.stream(all).map(v -> (v - mean) * scale).toArray();
    }

    private double product(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < fitted; i++) {
        sum += a[i] * b[i];
      }
      return sum / fitted;
    }

    Fit fit(IntToDoubleFunction ofImage) {
      double[] target = standardised(i -> ofImage.applyAsDouble(order[i]));
      double[] correlation = Arrays.stream(units).mapToDouble(u -> product(u, target)).toArray();
      double least = Double.POSITIVE_INFINITY;
      double[] best = new double[units.length];
      for (double penalty : PENALTIES) {
        double[] weights = lasso(correlation, penalty);
        double error = error(weights, target, fitted, chosen);
        if (error < least) {
          least = error;
          best = weights;
        }
      }
      return new Fit(best, Math.min(1, error(best, target, chosen, order.length)));
    }

    /** Coordinate descent on {@code |target - units w|^2 / 2n + penalty |w|_1}. */
    private double[] lasso(double[] correlation, double penalty) {
      double[] w = new double[units.length];
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        double moved = 0;
        for (int j = 0; j < w.length; j++) {
          if (gram[j][j] > 0) {
            double rest = correlation[j];
            for (int k = 0; k < w.length; k++) {
              rest -= k == j ? 0 : gram[j][k] * w[k];
            }
            double shrunk = Math.signum(rest) * Math.max(0, Math.abs(rest) - penalty);
            double next = shrunk / gram[j][j];
            moved = Math.max(moved, Math.abs(next - w[j]));
            w[j] = next;
          }
        }
        if (moved < STILL) {
          break;
        }
      }
      return w;
    }

    /** Squared error over the squared distance from the mean of these images. */
    private double error(double[] weights, double[] target, int from, int to) {
      double mean = Arrays.stream(target, from, Math.max(to, from)).average().orElse(0);
      double squares = 0;
      double spread = 0;
      for (int i = from; i < to; i++) {
        double left = target[i];
        for (int j = 0; j < weights.length; j++) {
          left -= weights[j] * units[j][i];
        }
        squares += left * left;
        spread += (target[i] - mean) * (target[i] - mean);
      }
      return spread > 0 ? squares / spread : 1;
    }
  }
}
