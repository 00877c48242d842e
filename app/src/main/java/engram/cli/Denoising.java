package engram.cli;

import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Denoiser;
import engram.tensor.Engine;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import engram.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * What a model that undoes a corruption makes of corrupted images.
 *
 * @param noisy the corrupted images, one per row
 * @param restored what the model makes of them
 */
record Denoising(Matrix noisy, Matrix restored) {
  private static final int BLOCK = 1000;

  /** Keeps logarithms finite, as libtorch's own cross-entropy does. */
  private static final double SMALLEST_LOG = -100;

  /** Corrupts and restores every image of {@code subject}. */
  static Denoising of(Subject subject, Denoiser denoiser) {
    int values = subject.data().shape().values();
    Engine.seed(subject.seed().child("corruption"));
    Matrix both =
        Evaluation.perImage(
            subject.model(), subject.data(), x -> both(subject, denoiser.corrupt(x)), 2 * values);
    return new Denoising(
        Matrix.of(both.rows(), values, (i, j) -> both.get(i, j)),
        Matrix.of(both.rows(), values, (i, j) -> both.get(i, values + j)));
  }

  private static Tensor both(Subject subject, Tensor noisy) {
    Tensor restored = subject.model().decode(subject.model().encode(noisy));
    return Tensors.concat(1, List.of(noisy.flattenImages(), restored.flattenImages()));
  }

  /** How far corrupted and restored images are from the clean ones, per pixel. */
  static Map<String, Double> metrics(Subject subject, Denoiser denoiser) {
    DataSet all = subject.data();
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int from = 0; from < all.size(); from += BLOCK) {
      DataSet block = all.slice(from, Math.min(all.size(), from + BLOCK));
      Subject part = new Subject(subject.model(), block, subject.seed().child(from));
      Denoising done = of(part, denoiser);
      Matrix clean = RunFigures.pixels(block);
      sums.merge("noisy_mse_pixel", sum(clean, done.noisy, Denoising::squared), Double::sum);
      sums.merge("restored_mse_pixel", sum(clean, done.restored, Denoising::squared), Double::sum);
      sums.merge("restored_bce_pixel", sum(clean, done.restored, Denoising::nats), Double::sum);
    }
    sums.replaceAll((name, sum) -> sum / all.size() / all.shape().values());
    return sums;
  }

  private static double sum(Matrix clean, Matrix other, DoubleBinaryOperator distance) {
    double sum = 0;
    for (int i = 0; i < clean.rows(); i++) {
      for (int j = 0; j < clean.columns(); j++) {
        sum += distance.applyAsDouble(clean.get(i, j), other.get(i, j));
      }
    }
    return sum;
  }

  private static double squared(double clean, double other) {
    return (clean - other) * (clean - other);
  }

  private static double nats(double clean, double p) {
    return -clean * Math.max(SMALLEST_LOG, Math.log(p))
        - (1 - clean) * Math.max(SMALLEST_LOG, Math.log(1 - p));
  }
}
