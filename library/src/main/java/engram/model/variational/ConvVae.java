package engram.model.variational;

import com.google.auto.service.AutoService;
import engram.base.Check;
import engram.base.Paper;
import engram.model.Family;
import engram.model.Model;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.nn.Activation;
import engram.nn.ConvStack;
import engram.nn.ConvStack.Stage;
import engram.nn.Layer;
import engram.nn.Mode;
import engram.nn.Weights;
import engram.nn.Weights.Kernel;
import engram.nn.Weights.Size;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Convolutional variational autoencoder: two convolutions, linear layers to mu and logVar, and two
 * transposed convolutions back to Bernoulli pixels.
 *
 * <pre>
 * h = f(conv2(f(conv1(x)))),  mu = W_mu h,  logVar = W_v h
 * z = mu + exp(logVar / 2) eps,  p(x|z) = Bernoulli(sigmoid(deconv1(f(deconv2(f(V z))))))
 * L(x) = -log p(x|z) + beta KL(N(mu, diag exp(logVar)) || N(0, I))
 * </pre>
 *
 * <p>Kernels are 4x4 with stride 2, so that 28x28 becomes 14x14 and 7x7. Losses in nats per image.
 * A code is the mean mu. The text's "as activation the sigmoid" is read as that of the Bernoulli
 * output; hidden layers have ReLU as in its section 2.1.
 */
@Paper(
    title = "Application of Unsupervised Deep Learning techniques in the MNIST digit Dataset",
    authors = "Iriarte",
    year = 0,
    where = "sections 2.4 and 3.4, figures 1, 7 and 9")
public final class ConvVae implements GaussianVae {
  private static final Kernel HALVING = new Kernel(4, 2, 1);

  /**
   * Hyperparameters.
   *
   * @param conv1 channels of the first convolution
   * @param conv2 channels of the second
   * @param latent units of the code
   * @param activation f of every hidden layer
   * @param beta weight of the KL term
   * @param warmup steps over which beta rises from 0
   * @param learningRate of Adam
   */
  public record Spec(
      @Range(min = 1, max = 1024) int conv1,
      @Range(min = 1, max = 1024) int conv2,
      @Range(min = 1, max = 65536) int latent,
      Activation activation,
      @Range(min = 0, max = 10000) double beta,
      @Range(min = 0, max = 1e9) int warmup,
      @Range(min = 1e-8, max = 1) double learningRate) {
    public Spec {
      Range.Checks.check(Spec.class, conv1, conv2, latent, activation, beta, warmup, learningRate);
    }
  }

  private final Spec spec;
  private final Outline outline;
  private final Layer trunk;
  private final Layer mu;
  private final Layer logVar;
  private final Layer decoder;

  private ConvVae(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.latent, "loss_nats");
    Size size = new Size(setting.shape().height(), setting.shape().width());
    Check.require(
        Math.min(size.height(), size.width()) >= 4,
        "conv-vae needs images of at least 4x4, got " + setting.shape());
    Weights weights = new Weights(parameters, setting.device(), setting.seed());
    ConvStack stack =
        new ConvStack(
            weights,
            size,
            setting.shape().channels(),
            List.of(new Stage(HALVING, spec.conv1), new Stage(HALVING, spec.conv2)));
    trunk = stack.down("encoder.conv", spec.activation);
    mu = weights.linear("encoder.mu", stack.values(), spec.latent);
    logVar = weights.linear("encoder.logvar", stack.values(), spec.latent);
    decoder =
        weights
            .linear("decoder.fc", spec.latent, stack.values())
            .then(spec.activation)
            .then(stack.up("decoder.conv", spec.activation));
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
          "conv-vae",
          "variational autoencoder with convolutions, Gaussian code, Bernoulli pixels",
          ConvVae.class,
          new Spec(32, 64, 2, Activation.RELU, 1, 0, 1e-3),
          Map.of(),
          new Training(20, 128, 0, Schedule.CONSTANT));
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new ConvVae((Spec) spec, setting);
    }
  }
}
