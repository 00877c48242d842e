package engram.nn;

import engram.tensor.Tensor;
import engram.tensor.Tensors;

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
}
