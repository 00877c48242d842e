package engram.cli;

import engram.analysis.Gaussian;
import engram.base.Seed;
import engram.math.Matrix;
import engram.model.ClassDriven;
import engram.model.Model;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Draws new codes: from the model's prior, or from a Gaussian fitted to known codes. */
final class CodeSampler {
  private CodeSampler() {}

  /**
   * {@code n} codes. Without a prior they are drawn from N(mean, covariance) of {@code known}, the
   * way Iriarte samples the plain autoencoder.
   */
  static Matrix draw(Model model, Supplier<Matrix> known, int n, Seed seed) {
    try (Scope s = Scope.withoutGradients()) {
      Engine.seed(seed.child("prior"));
      Optional<Tensor> prior = model.prior(n);
      return prior.map(Evaluation::matrix).orElseGet(() -> gaussian(known.get(), n, seed));
    }
  }

  /** A code of each of {@code labels}, as the model makes them when driven to these classes. */
  static Matrix driven(ClassDriven model, List<Integer> labels, Seed seed) {
    try (Scope s = Scope.withoutGradients()) {
      Engine.seed(seed.child("driven"));
      int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
      Device device = model.outline().setting().device();
      return Evaluation.matrix(model.driven(Host.upload(classes, device)));
    }
  }

  private static Matrix gaussian(Matrix known, int n, Seed seed) {
    int d = known.columns();
    Gaussian fitted = Gaussian.of(known);
    double[][] root = cholesky(fitted);
    float[] codes = new float[n * d];
    for (int i = 0; i < n; i++) {
      SplittableRandom random = seed.child("gaussian").child(i).random();
      double[] e = new double[d];
      for (int j = 0; j < d; j++) {
        e[j] = random.nextGaussian();
      }
      for (int j = 0; j < d; j++) {
        double v = fitted.mean(j);
        for (int k = 0; k <= j; k++) {
          v += root[j][k] * e[k];
        }
        codes[i * d + j] = (float) v;
      }
    }
    return Matrix.wrap(n, d, codes);
  }

  /** Lower triangle L with L L^T = covariance; a direction without variance gets a zero column. */
  private static double[][] cholesky(Gaussian fitted) {
    int d = fitted.dimensions();
    double[][] l = new double[d][d];
    for (int j = 0; j < d; j++) {
      double pivot = fitted.covariance(j, j);
      for (int k = 0; k < j; k++) {
        pivot -= l[j][k] * l[j][k];
      }
      l[j][j] = Math.sqrt(Math.max(pivot, 0));
      for (int i = j + 1; i < d && l[j][j] > 0; i++) {
        double v = fitted.covariance(i, j);
        for (int k = 0; k < j; k++) {
          v -= l[i][k] * l[j][k];
        }
        l[i][j] = v / l[j][j];
      }
    }
    return l;
  }
}
