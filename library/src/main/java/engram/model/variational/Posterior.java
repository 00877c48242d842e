package engram.model.variational;

import engram.nn.Reconstruction;
import engram.nn.Terms;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * q(z|x) = N(mu, diag exp(logVar)) of one batch: {@code mu, logVar [n, latent]} (Kingma and Welling
 * 2014, equation 9).
 */
record Posterior(Tensor mu, Tensor logVar) {
  /** z = mu + sigma eps, eps from N(0, I). */
  Tensor draw() {
    return mu.plus(logVar.times(0.5).exp().times(Tensors.normalLike(mu)));
  }

  /** KL(q || N(0, I)) in nats, averaged over the batch. */
  Tensor klNats() {
    return Terms.klNats(mu, logVar);
  }

  /** The scores of a reconstruction from one draw: pictures, KL, ELBO, and the loss at beta. */
  Map<String, Tensor> scores(Tensor logits, Tensor x, double beta) {
    Map<String, Tensor> scores = Reconstruction.scores(logits, x);
    Tensor kl = Terms.klNatsPerImage(mu, logVar);
    Tensor negativeElbo = Terms.bceNatsPerImage(logits, x).plus(kl);
    scores.put("kl_nats", kl);
    scores.put("elbo_nats", negativeElbo.negate());
    scores.put("loss_nats", negativeElbo.plus(kl.times(beta - 1)));
    return scores;
  }

  /**
   * {@code log 1/K sum_k p(x|z_k) p(z_k) / q(z_k|x)} of each image (Burda et al. 2016, equation 8)
   * for Bernoulli pixels with the logits that {@code decoder} gives.
   */
  Tensor logLikelihood(UnaryOperator<Tensor> decoder, Tensor x, int samples) {
    List<Tensor> logWeights = new ArrayList<>();
    for (int k = 0; k < samples; k++) {
      try (Scope draw = Scope.withoutGradients()) {
        Tensor z = draw();
        Tensor logPx = Terms.bceNatsPerImage(decoder.apply(z), x).negate();
        Tensor logW = logPx.plus(Terms.logStandardNormal(z)).minus(Terms.logNormal(z, mu, logVar));
        logWeights.add(draw.keep(logW.reshape(-1, 1)));
      }
    }
    return Tensors.concat(1, logWeights).logSumExp(1).minus(Math.log(samples));
  }
}
