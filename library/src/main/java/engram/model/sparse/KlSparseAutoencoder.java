package engram.model.sparse;

import com.google.auto.service.AutoService;
import engram.base.Paper;
import engram.data.ImageShape;
import engram.model.Autoencoder;
import engram.model.Family;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.nn.Activation;
import engram.nn.Layer;
import engram.nn.Layer.Linear;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Reconstruction;
import engram.nn.Terms;
import engram.nn.Weights;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Autoencoder with one hidden layer of sigmoid units, each of which is to be active a share rho of
 * the time.
 *
 * <pre>
 * h = sigmoid(W x + b),   x_out = sigmoid(V h + c),   rho_hat_j = mean of h_j over the batch
 * L = L_rec(x, x_out) + beta sum_j KL(rho || rho_hat_j) + alpha sqrt(|W|^2 + |V|^2)
 * KL(rho || r) = rho log(rho / r) + (1 - rho) log((1 - rho) / (1 - r))
 * </pre>
 *
 * <p>Shapes: {@code x [n, c, h, w]}, {@code h [n, units]}. Each term in nats, the reconstruction
 * per image; alpha weighs the norm itself, as the text says, not its square. The text writes the KL
 * with integrals but computes it per unit. {@code beta = 0} and {@code alpha = 0} is the plain
 * autoencoder of figure 10. Defaults are the best of figures 11 to 13 for beta and alpha; rho 0.2
 * is one of the two best.
 */
@Paper(
    title = "Representation Learning: Deep Learning Approach",
    authors = "Sayapaneni",
    year = 0,
    where = "sections 3.3 (sparse autoencoder) and 3.4, figures 8 to 13")
public final class KlSparseAutoencoder implements Autoencoder {
  /**
   * Hyperparameters, by the paper's names.
   *
   * @param units of the hidden layer, which is the code
   * @param rho share of images for which a unit should be active
   * @param beta weight of the sparsity term
   * @param alpha weight of the norm of the weights
   * @param loss how reconstructions are compared
   * @param learningRate of Adam
   */
  public record Spec(
      @Range(min = 1, max = 65536) int units,
      @Range(min = 0.001, max = 0.999) double rho,
      @Range(min = 0, max = 1000) double beta,
      @Range(min = 0, max = 1000) double alpha,
      Reconstruction loss,
      @Range(min = 1e-8, max = 1) double learningRate) {
    public Spec {
      Range.Checks.check(Spec.class, units, rho, beta, alpha, loss, learningRate);
    }
  }

  private record Pass(Input in, Tensor h, Tensor logits) {}

  private final Spec spec;
  private final Outline outline;
  private final Layer encoder;
  private final Layer decoder;
  private final List<Tensor> connections;

  private KlSparseAutoencoder(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.units, spec.loss.metric());
    Weights weights = new Weights(parameters, setting.device(), setting.seed());
    ImageShape s = setting.shape();
    Linear in = weights.linear("encoder.hidden", s.values(), spec.units);
    Linear out = weights.linear("decoder.out", spec.units, s.values());
    connections = List.of(in.w(), out.w());
    encoder = Layer.flatten().then(in).then(Activation.SIGMOID);
    decoder = out.then(Layer.unflatten(s.channels(), s.height(), s.width()));
  }

  private Pass pass(Input in) {
    Tensor h = encoder.apply(in.x(), Mode.TRAIN);
    return new Pass(in, h, decoder.apply(h, Mode.TRAIN));
  }

  @Override
  public List<Phase> phases() {
    Loss<Pass> reconstruction =
        Loss.term(spec.loss.metric(), p -> spec.loss.loss(p.logits, p.in.x()));
    Loss<Pass> sparsity = Loss.term("sparsity_kl_nats", p -> Terms.sparsityKlNats(p.h, spec.rho));
    Loss<Pass> norm = Loss.term("weight_norm", p -> Terms.l2Norm(connections));
    Loss<Pass> loss = reconstruction.plus(sparsity.times(spec.beta)).plus(norm.times(spec.alpha));
    Optimiser.Rule adam = Optimiser.Adam.of(spec.learningRate);
    return List.of(new Phase("reconstruction", parameters().all(), adam, in -> loss.of(pass(in))));
  }

  @Override
  public Layer encoder() {
    return encoder;
  }

  @Override
  public Layer decoder() {
    return decoder;
  }

  @Override
  public Outline outline() {
    return outline;
  }

  /** The entry in the catalogue. */
  @AutoService(Family.class)
  public static final class Entry implements Family {
    @Override
    public Card card() {
      return new Card(
          "sparse-kl-ae",
          "autoencoder whose sigmoid units are active a set share of the time",
          KlSparseAutoencoder.class,
          new Spec(196, 0.2, 2, 0.3, Reconstruction.BCE, 1e-3),
          Map.of("sayapaneni-plain", new Spec(196, 0.2, 0, 0, Reconstruction.BCE, 1e-3)),
          new Training(20, 100, 0, Schedule.CONSTANT));
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new KlSparseAutoencoder((Spec) spec, setting);
    }
  }
}
