package engram.model.variational;

import com.google.auto.service.AutoService;
import engram.base.Paper;
import engram.data.ImageShape;
import engram.model.Family;
import engram.model.Model;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.nn.Activation;
import engram.nn.Layer;
import engram.nn.Mode;
import engram.nn.Weights;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Variational autoencoder with a Gaussian encoder and a Bernoulli decoder, both fully connected.
 *
 * <pre>
 * q(z|x) = N(mu(x), diag exp(logVar(x)))     p(z) = N(0, I)     p(x|z) = Bernoulli(sigmoid(g(z)))
 * L(x) = -E_q[log p(x|z)] + beta KL(q(z|x) || p(z)),     z = mu + exp(logVar / 2) eps
 * </pre>
 *
 * <p>Shapes: {@code x [n, c, h, w]}, {@code mu, logVar, z [n, latent]}. Losses in nats per image,
 * averaged over the batch; {@code beta} rises linearly from 0 over the first {@code warmup} steps.
 * A code is the mean mu. {@code elbo_nats} is always at beta = 1, with one sample of z.
 */
@Paper(
    title = "Auto-Encoding Variational Bayes; An Exploration of Auto Encoders on MNIST",
    authors = "Kingma and Welling; Mathews",
    year = 2014,
    where = "appendices B and C; Mathews section 5, figure 4; Sayapaneni 3.6 and 3.7")
public final class DenseVae implements GaussianVae {
  /**
   * Hyperparameters.
   *
   * @param widths of the encoder's hidden layers, from the image inwards
   * @param latent units of the code
   * @param activation of every hidden layer
   * @param beta weight of the KL term (Higgins et al. 2017)
   * @param warmup steps over which beta rises from 0
   * @param learningRate of Adam
   */
  public record Spec(
      @Range(min = 1, max = 65536) List<Integer> widths,
      @Range(min = 1, max = 65536) int latent,
      Activation activation,
      @Range(min = 0, max = 10000) double beta,
      @Range(min = 0, max = 1e9) int warmup,
      @Range(min = 1e-8, max = 1) double learningRate) {
    public Spec {
      widths = List.copyOf(widths);
      Range.Checks.check(Spec.class, widths, latent, activation, beta, warmup, learningRate);
    }
  }

  private final Spec spec;
  private final Outline outline;
  private final Layer trunk;
  private final Layer mu;
  private final Layer logVar;
  private final Layer decoder;

  private DenseVae(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.latent, "loss_nats");
    Weights weights = new Weights(parameters, setting.device(), setting.seed());
    List<Integer> inwards = new ArrayList<>();
    inwards.add(setting.shape().values());
    inwards.addAll(spec.widths);
    int top = inwards.get(inwards.size() - 1);
    trunk =
        spec.widths.isEmpty()
            ? Layer.flatten()
            : Layer.flatten()
                .then(weights.stack("encoder", spec.activation, inwards))
                .then(spec.activation);
    mu = weights.linear("encoder.mu", top, spec.latent);
    logVar = weights.linear("encoder.logvar", top, spec.latent);
    inwards.add(spec.latent);
    Collections.reverse(inwards);
    ImageShape s = setting.shape();
    decoder =
        weights
            .stack("decoder", spec.activation, inwards)
            .then(Layer.unflatten(s.channels(), s.height(), s.width()));
  }

  @Override
  public Posterior posterior(Tensor x, Mode mode) {
    Tensor h = trunk.apply(x, mode);
    return new Posterior(mu.apply(h, mode), logVar.apply(h, mode));
  }

  @Override
  public Layer decoder() {
    return decoder;
  }

  @Override
  public Descent descent() {
    return new Descent(spec.beta, spec.warmup, spec.learningRate);
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
          "vae",
          "variational autoencoder, fully connected, Gaussian code, Bernoulli pixels",
          DenseVae.class,
          new Spec(List.of(500, 500), 5, Activation.ELU, 1, 0, 1e-3),
          Map.of(
              "sayapaneni", new Spec(List.of(400, 100, 10), 2, Activation.ELU, 1, 0, 1e-3),
              "burda", new Spec(List.of(200, 200), 50, Activation.TANH, 1, 0, 1e-3)),
          new Training(20, 100, 0, Schedule.COSINE));
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new DenseVae((Spec) spec, setting);
    }
  }
}
