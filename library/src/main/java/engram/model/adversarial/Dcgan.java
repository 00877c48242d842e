package engram.model.adversarial;

import com.google.auto.service.AutoService;
import engram.base.Check;
import engram.base.EngramException;
import engram.base.Paper;
import engram.model.Family;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.nn.Activation;
import engram.nn.Adversary;
import engram.nn.Layer;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Weights;
import engram.nn.Weights.Channels;
import engram.nn.Weights.Kernel;
import engram.nn.Weights.Size;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Deep convolutional generative adversarial network: a generator G draws images from noise through
 * fractionally strided convolutions, a discriminator D learns to tell them from the data.
 *
 * <pre>
 * z ~ N(0, I_latent),   G: z - linear [3 or more, squared] - (batch norm, ReLU, deconv)* - tanh
 * D: x - conv, leaky ReLU 0.2 - (conv, batch norm, leaky ReLU)* - linear - one number
 * D descends on l(D(x), 1) + l(D(G(z)), 0),   G on l(D(G(z)), 1)
 * </pre>
 *
 * <p>Kernels are 4x4 with stride 2. A side is halved as long as both sides stay at 3 or more: 64 to
 * 4 in four layers, 28 to 3 in three; the layer at the image has {@code channels} channels, each
 * further one twice as many. Inside, images are in [-1, 1]. Losses in nats (BCE) or without a unit
 * (hinge). With {@code spectral} D has spectral norms in place of batch norms. With {@code average}
 * images are drawn by a G whose weights are moving averages of those that play (Yazici et al. 2019,
 * "The Unusual Effectiveness of Averaging in GAN Training", equation 3). It has no encoder.
 */
@Paper(
    title = "Unsupervised Representation Learning with Deep Convolutional GANs; Sayapaneni",
    authors = "Radford, Metz and Chintala; Sayapaneni",
    year = 2016,
    where = "section 3, figure 1; Sayapaneni sections 4.0 and 4.1, figures 18 to 20")
public final class Dcgan implements Model {
  private static final Kernel HALVING = new Kernel(4, 2, 1);
  private static final int SMALLEST = 3;
  private static final int SMALLEST_IMAGE = 8;
  private static final String AVERAGE = "average.";

  /**
   * Hyperparameters.
   *
   * @param latent size of z
   * @param channels of the convolution next to the image
   * @param loss what D and G play for
   * @param spectral whether D's weights are kept at spectral norm 1
   * @param learningRate of both Adams; 2e-4 at 128 channels is Radford et al.'s, and narrower
   *     networks need more in proportion: G falls behind D for good where it is too low
   * @param beta1 of both Adams; with spectral norms 0 (Miyato et al. 2018), or G soon draws little
   *     but a few images
   * @param average share that averaged weights keep at each step; 0 for none
   */
  public record Spec(
      @Range(min = 1, max = 65536) int latent,
      @Range(min = 1, max = 1024) int channels,
      Adversary loss,
      boolean spectral,
      @Range(min = 1e-8, max = 1) double learningRate,
      @Range(min = 0, max = 0.999) double beta1,
      @Range(min = 0, max = 0.99999) double average) {
    public Spec {
      Range.Checks.check(
          Spec.class, latent, channels, loss, spectral, learningRate, beta1, average);
    }
  }

  /** What D says of a batch, and of as many images that G drew. */
  private record Game(Tensor real, Tensor fake) {}

  private final Spec spec;
  private final Outline outline;
  private final List<Size> sizes = new ArrayList<>();
  private final Layer generator;
  private final Layer shown;
  private final Layer discriminator;

  private Dcgan(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.latent, "discriminator_real_nats");
    Size size = new Size(setting.shape().height(), setting.shape().width());
    Check.require(
        Math.min(size.height(), size.width()) >= SMALLEST_IMAGE,
        "dcgan needs images of at least 8x8, got " + setting.shape());
    while (Math.min(size.height(), size.width()) >= SMALLEST) {
      sizes.add(size);
      size = size.after(HALVING);
    }
    Weights weights = new Weights(parameters, setting.device(), setting.seed()).normal(0.02);
    generator = generator(weights);
    discriminator = discriminator(weights);
    shown = spec.average > 0 ? generator(weights.under(AVERAGE, "").fixed()) : generator;
  }

  private int depth() {
    return sizes.size() - 1;
  }

  /** Channels of the feature maps {@code level} halvings below the image. */
  private int channels(int level) {
    return level == 0 ? outline.setting().shape().channels() : spec.channels << (level - 1);
  }

  private Layer generator(Weights weights) {
    Size inner = sizes.get(depth());
    int top = channels(depth());
    List<Layer> layers = new ArrayList<>();
    layers.add(weights.linear("generator.in", spec.latent, top * inner.height() * inner.width()));
    layers.add(Layer.unflatten(top, inner.height(), inner.width()));
    for (int i = depth(); i > 0; i--) {
      layers.add(weights.batchNorm("generator.norm" + i, channels(i)).then(Activation.RELU));
      Channels through = new Channels(channels(i), channels(i - 1));
      layers.add(
          weights.transposed(
              "generator.conv" + i, HALVING, through, sizes.get(i), sizes.get(i - 1)));
    }
    return Layer.chain(layers).then(Activation.TANH);
  }

  private Layer discriminator(Weights weights) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i <= depth(); i++) {
      layers.add(halving(weights, "discriminator.conv" + i, i));
      if (i > 1 && !spec.spectral) {
        layers.add(weights.batchNorm("discriminator.norm" + i, channels(i)));
      }
      layers.add((x, mode) -> x.leakyRelu(0.2));
    }
    Size inner = sizes.get(depth());
    layers.add(Layer.flatten());
    int flat = channels(depth()) * inner.height() * inner.width();
    Layer.Linear out = weights.linear("discriminator.out", flat, 1);
    layers.add(spec.spectral ? weights.spectral("discriminator.out", out) : out);
    return Layer.chain(layers);
  }

  private Layer halving(Weights weights, String name, int level) {
    Layer.Convolution c = weights.convolution(name, HALVING, channels(level - 1), channels(level));
    return spec.spectral ? weights.spectral(name, c) : c;
  }

  private Tensor noise(Input in) {
    return Tensors.normal(outline.setting().device(), in.x().size(0), spec.latent);
  }

  private Tensor draw(Input in) {
    return generator.apply(noise(in), Mode.TRAIN);
  }

  private static Tensor signed(Tensor x) {
    return x.times(2).minus(1);
  }

  private Game play(Input in) {
    Tensor fake = draw(in).detach();
    return new Game(
        discriminator.apply(signed(in.x()), Mode.TRAIN), discriminator.apply(fake, Mode.TRAIN));
  }

  @Override
  public List<Phase> phases() {
    Loss<Game> tell =
        Loss.<Game>term("real", g -> spec.loss.real(g.real))
            .plus(Loss.term("fake", g -> spec.loss.fake(g.fake)));
    Loss<Tensor> fool = Loss.term("fool", spec.loss::fool);
    Optimiser.Rule adam = new Optimiser.Adam(spec.learningRate, spec.beta1, 0.999, 1e-8, 0);
    return List.of(
        new Phase(
            "discriminator",
            parameters().startingWith("discriminator."),
            adam,
            in -> tell.of(play(in))),
        new Phase(
            "generator",
            parameters().startingWith("generator."),
            adam,
            in -> fool.of(discriminator.apply(draw(in), Mode.TRAIN)),
            in -> average()));
  }

  /** Moves each averaged weight towards the one that it follows. */
  private List<String> average() {
    Map<String, Tensor> byName = parameters().byName();
    byName.forEach(
        (name, slow) -> {
          if (name.startsWith(AVERAGE)) {
            Tensor fast = Objects.requireNonNull(byName.get(name.substring(AVERAGE.length())));
            Tensor moved = slow.times(spec.average).plus(fast.times(1 - spec.average));
            parameters().overwrite(slow, moved);
          }
        });
    return List.of();
  }

  @Override
  public boolean encodes() {
    return false;
  }

  @Override
  public Tensor encode(Tensor x) {
    throw EngramException.usage("dcgan has no encoder: it draws images and cannot read them");
  }

  @Override
  public Tensor decode(Tensor z) {
    return shown.apply(z, Mode.USE).plus(1).over(2);
  }

  @Override
  public Optional<Tensor> prior(int n) {
    return Optional.of(Tensors.normal(outline.setting().device(), n, spec.latent));
  }

  /** {@code -log s(D)} of data and {@code -log(1 - s(D))} of as many drawn images, in nats. */
  @Override
  public Map<String, Tensor> score(Input in) {
    Tensor real = discriminator.apply(signed(in.x()), Mode.USE).reshape(-1);
    Tensor fake = discriminator.apply(shown.apply(noise(in), Mode.USE), Mode.USE).reshape(-1);
    Map<String, Tensor> scores = new LinkedHashMap<>();
    scores.put("discriminator_real_nats", real.negate().softplus());
    scores.put("discriminator_fake_nats", fake.softplus());
    return scores;
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
          "dcgan",
          "convolutional generative adversarial network",
          Dcgan.class,
          of(32, Adversary.BCE, false, 0.5, 0),
          Map.of(
              "fast", of(16, Adversary.BCE, false, 0.5, 0),
              "averaged", of(32, Adversary.BCE, false, 0.5, 0.999),
              "radford", of(128, Adversary.BCE, false, 0.5, 0),
              "spectral-hinge", of(32, Adversary.HINGE, true, 0, 0)),
          new Training(15, 128, 0, Schedule.CONSTANT));
    }

    private static Spec of(
        int channels, Adversary loss, boolean spectral, double beta1, double average) {
      return new Spec(100, channels, loss, spectral, 2e-4 * 128 / channels, beta1, average);
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new Dcgan((Spec) spec, setting);
    }
  }
}
