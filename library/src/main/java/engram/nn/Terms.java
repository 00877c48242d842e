package engram.nn;

import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.List;

/**
 * The terms that losses are made of. Each is a mean over the batch unless it says otherwise; those
 * named per image keep one value per image.
 */
public final class Terms {
  private Terms() {}

  /**
   * Binary cross-entropy per image in nats: {@code -sum_d [x log p + (1 - x) log(1 - p)]}, p =
   * sigmoid(logits), summed over the pixels, averaged over the batch (Mathews equation 1).
   */
  public static Tensor bceNats(Tensor logits, Tensor x) {
    return Tensors.bceWithLogitsSum(logits, x).over((double) x.size(0));
  }

  /** {@link #bceNats} of each image: {@code [n]}. */
  public static Tensor bceNatsPerImage(Tensor logits, Tensor x) {
    return Tensors.bceWithLogits(logits, x).sumPerImage();
  }

  /** Mean over images and pixels of {@code (x - y)^2}. */
  public static Tensor msePixel(Tensor y, Tensor x) {
    return Tensors.meanSquaredError(y, x);
  }

  /** Mean over pixels of {@code (x - y)^2} of each image: {@code [n]}. */
  public static Tensor msePixelPerImage(Tensor y, Tensor x) {
    return y.minus(x).square().flattenImages().mean(1);
  }

  /**
   * {@code KL(N(mu, diag exp(logVar)) || N(0, I))} of each image in nats: {@code 1/2 sum_j
   * (exp(logVar_j) + mu_j^2 - 1 - logVar_j)} (Kingma and Welling 2014, appendix B): {@code [n]}.
   */
  public static Tensor klNatsPerImage(Tensor mu, Tensor logVar) {
    return logVar.exp().plus(mu.square()).minus(1).minus(logVar).sum(1).times(0.5);
  }

  /** Mean over the batch of {@link #klNatsPerImage}. */
  public static Tensor klNats(Tensor mu, Tensor logVar) {
    return klNatsPerImage(mu, logVar).mean();
  }

  /** Log density of each row of {@code z} under N(mu, diag exp(logVar)), in nats: {@code [n]}. */
  public static Tensor logNormal(Tensor z, Tensor mu, Tensor logVar) {
    Tensor scaled = z.minus(mu).square().over(logVar.exp());
    return scaled.plus(logVar).plus(Math.log(2 * Math.PI)).sum(1).times(-0.5);
  }

  /** Log density of each row of {@code z} under N(0, I), in nats: {@code [n]}. */
  public static Tensor logStandardNormal(Tensor z) {
    return z.square().plus(Math.log(2 * Math.PI)).sum(1).times(-0.5);
  }

  /** {@code -log softmax(logits)[label]} in nats, averaged over the batch. */
  public static Tensor crossEntropyNats(Tensor logits, Tensor labels) {
    return Tensors.crossEntropy(logits, labels).mean();
  }

  /**
   * {@code sum_j KL(Bernoulli(rho) || Bernoulli(rho_hat_j))} in nats, rho_hat_j the mean of unit j
   * of {@code h [n, units]}, values in [0, 1], over the batch (Sayapaneni section 3.3, as units).
   */
  public static Tensor sparsityKlNats(Tensor h, double rho) {
    Tensor mean = h.mean(0).clamp(1e-6, 1 - 1e-6);
    Tensor on = mean.log().times(-rho);
    Tensor off = mean.negate().plus(1).log().times(rho - 1);
    double entropy = rho * Math.log(rho) + (1 - rho) * Math.log(1 - rho);
    return on.plus(off).plus(entropy).sum();
  }

  /** Sum of absolute values of each row of {@code z}, averaged over the batch. */
  public static Tensor l1(Tensor z) {
    return z.abs().sum(1).mean();
  }

  /** {@code sqrt(sum w^2)} over all of {@code weights}: the Euclidean norm, without a unit. */
  public static Tensor l2Norm(List<Tensor> weights) {
    return weights.stream()
        .map(w -> w.square().sum())
        .reduce(Tensor::plus)
        .orElseThrow()
        .plus(1e-12)
        .sqrt();
  }
}
