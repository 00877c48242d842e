package engram.model.variational;

import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.nn.Layer;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Terms;
import engram.tensor.Optimiser;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A variational autoencoder with q(z|x) = N(mu, diag exp(logVar)), p(z) = N(0, I) and Bernoulli
 * pixels, whatever its networks are made of.
 *
 * <pre>
 * L(x) = -E_q[log p(x|z)] + beta KL(q(z|x) || p(z)),     z = mu + exp(logVar / 2) eps
 * </pre>
 */
interface GaussianVae extends Model {
  /** q(z|x) of images {@code [n, channels, height, width]}. */
  Posterior posterior(Tensor x, Mode mode);

  /** Codes {@code [n, latent]} to logits {@code [n, channels, height, width]}. */
  Layer decoder();

  /** How L is descended on. */
  Descent descent();

  /**
   * How L is descended on.
   *
   * @param beta weight of the KL term
   * @param warmup steps over which beta rises from 0
   * @param learningRate of Adam
   */
  record Descent(double beta, int warmup, double learningRate) {}

  /** One forward pass. */
  record Pass(Input in, Posterior q, Tensor logits) {}

  private Pass pass(Input in, Mode mode) {
    Posterior q = posterior(in.x(), mode);
    return new Pass(in, q, decoder().apply(q.draw(), mode));
  }

  @Override
  default List<Phase> phases() {
    Descent d = descent();
    Loss<Pass> nll = Loss.term("bce_nats", p -> Terms.bceNats(p.logits, p.in.x()));
    Loss<Pass> kl = Loss.term("kl_nats", p -> p.q.klNats());
    Loss<Pass> loss = nll.plus(kl.times(p -> d.beta * p.in.warmedUp(d.warmup)));
    Optimiser.Rule adam = Optimiser.Adam.of(d.learningRate);
    return List.of(
        new Phase("elbo", parameters().all(), adam, in -> loss.of(pass(in, Mode.TRAIN))));
  }

  @Override
  default Tensor encode(Tensor x) {
    return posterior(x, Mode.USE).mu();
  }

  @Override
  default Tensor decode(Tensor z) {
    return decoder().apply(z, Mode.USE).sigmoid();
  }

  @Override
  default Optional<Tensor> prior(int n) {
    return Optional.of(Tensors.normal(outline().setting().device(), n, outline().latent()));
  }

  @Override
  default Map<String, Tensor> score(Input in) {
    Pass p = pass(in, Mode.USE);
    return p.q.scores(p.logits, in.x(), descent().beta);
  }

  @Override
  default boolean logLikelihoodKnown() {
    return true;
  }

  @Override
  default Optional<Tensor> logLikelihood(Tensor x, int samples) {
    Posterior q = posterior(x, Mode.USE);
    return Optional.of(q.logLikelihood(z -> decoder().apply(z, Mode.USE), x, samples));
  }
}
