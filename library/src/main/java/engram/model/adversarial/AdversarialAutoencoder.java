package engram.model.adversarial;

import com.google.auto.service.AutoService;
import engram.base.Check;
import engram.base.EngramException;
import engram.base.Paper;
import engram.data.ImageShape;
import engram.model.Family;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.model.Specs;
import engram.nn.Activation;
import engram.nn.Adversary;
import engram.nn.Classification;
import engram.nn.Layer;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Reconstruction;
import engram.nn.Weights;
import engram.tensor.Device;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Adversarial autoencoder: an autoencoder whose codes a discriminator cannot tell from draws of a
 * chosen prior.
 *
 * <pre>
 * h = trunk(x + noise),   z = W_z h,   y = softmax(W_y h)  (not in PLAIN)
 * x_out = sigmoid(decoder([y,] z))
 * reconstruction: encoder, decoder descend on L_rec(x, x_out)
 * discriminator:  D descends on -log D(z'), z' ~ p(z), and -log(1 - D(z));
 *                 likewise D_y on y + noise, against draws of one class each + noise
 * generator:      encoder descends on -log D(z);  likewise on -log D_y(y + noise)
 * classification: encoder descends on -log y[label], where labels are used
 * </pre>
 *
 * <p>The encoder answers to the reconstruction and to D: with a higher rate for the former, codes
 * run away from the prior. Without noise before it (instance noise: Sonderby et al. 2017) D_y tells
 * any y that is not wholly of one class, and all images flee into one. Noise on images (Creswell
 * and Bharath 2018) makes the decoder draw what images of like codes share.
 *
 * <p>Variants are those of Makhzani et al.: PLAIN (section 2; with {@code labelled} D also sees the
 * label, 2.3), SUPERVISED (4: the decoder is given the label, so that z is style), SEMI_SUPERVISED
 * (5: labels of a share of the images, chosen by their pixels), CLUSTERING (6: none). A code is z,
 * or y and z. Shapes: {@code x [n, c, h, w]}, {@code z [n, latent]}, {@code y [n, classes]}. The
 * reconstruction term is in its own unit, the others in nats.
 */
@Paper(
    title = "Adversarial Autoencoders; Representation Learning: Deep Learning Approach",
    authors = "Makhzani et al.; Sayapaneni",
    year = 2016,
    where = "sections 2 to 6, appendix A; Sayapaneni sections 4.3 to 4.5, figures 21 to 26")
public final class AdversarialAutoencoder implements Model {
  /** What is known of the classes. */
  public enum Variant {
    /** Codes without a class part. */
    PLAIN,
    /** The decoder is given every label. */
    SUPERVISED,
    /** A share of the labels is used. */
    SEMI_SUPERVISED,
    /** Classes are found, not given. */
    CLUSTERING
  }

  /**
   * Hyperparameters.
   *
   * @param widths of the encoder's and, reversed, the decoder's hidden layers
   * @param critic widths of the discriminators' hidden layers
   * @param latent units of z
   * @param variant what is known of the classes
   * @param prior what z is to be distributed like
   * @param scale what draws of the prior are multiplied by
   * @param labelled whether D sees the label with z (PLAIN and SUPERVISED)
   * @param labelledShare share of images whose label is used (SEMI_SUPERVISED)
   * @param clusters number of classes to find (CLUSTERING)
   * @param noise deviation of what is added to y before D_y (SEMI_SUPERVISED and CLUSTERING)
   * @param inputNoise deviation of what is added to images before the encoder in training
   * @param loss how reconstructions are compared
   * @param learningRate of Adam in reconstruction and classification
   * @param adversarialRate of Adam in discriminator and generator
   */
  public record Spec(
      @Range(min = 1, max = 65536) List<Integer> widths,
      @Range(min = 1, max = 65536) List<Integer> critic,
      @Range(min = 1, max = 65536) int latent,
      Variant variant,
      LatentPrior prior,
      @Range(min = 0.001, max = 1000) double scale,
      boolean labelled,
      @Range(min = 0.001, max = 1) double labelledShare,
      @Range(min = 2, max = 1000) int clusters,
      @Range(min = 0, max = 10) double noise,
      @Range(min = 0, max = 10) double inputNoise,
      Reconstruction loss,
      @Range(min = 1e-8, max = 1) double learningRate,
      @Range(min = 1e-8, max = 1) double adversarialRate) {
    public Spec {
      widths = List.copyOf(widths);
      critic = List.copyOf(critic);
      Range.Checks.check(
          Spec.class,
          widths,
          critic,
          latent,
          variant,
          prior,
          scale,
          labelled,
          labelledShare,
          clusters,
          noise,
          inputNoise,
          loss,
          learningRate,
          adversarialRate);
    }
  }

  /** What the encoder makes of a batch: z, and the logits of y, which are h itself in PLAIN. */
  private record Encoded(Input in, Tensor z, Tensor logits) {
    Tensor y() {
      return Classification.probabilities(logits);
    }
  }

  private final Spec spec;
  private final Outline outline;
  private final Device device;
  private final int classes;
  private final int categories;
  private final Layer trunk;
  private final Layer style;
  private final Layer category;
  private final Layer decoder;
  private final Layer critic;
  private final Layer categoryCritic;

  private AdversarialAutoencoder(Spec spec, Setting setting) {
    this.spec = spec;
    device = setting.device();
    classes = spec.variant == Variant.CLUSTERING ? spec.clusters : setting.classes();
    categories = spec.variant == Variant.PLAIN ? 0 : classes;
    requireLabels(setting);
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, categories + spec.latent, spec.loss.metric());
    Weights weights = new Weights(parameters, device, setting.seed());
    ImageShape s = setting.shape();
    List<Integer> inwards = new ArrayList<>(List.of(s.values()));
    inwards.addAll(spec.widths);
    Layer none = Layer.chain(List.of());
    int top = inwards.get(inwards.size() - 1);
    Layer stack = weights.stack("encoder.h", Activation.RELU, inwards);
    Layer hidden = spec.widths.isEmpty() ? none : stack.then(Activation.RELU);
    trunk = Layer.noise(spec.inputNoise).then(Layer.flatten()).then(hidden);
    style = weights.linear("encoder.z", top, spec.latent);
    category = categories == 0 ? none : weights.linear("encoder.y", top, categories);
    inwards.add(categories + spec.latent);
    Collections.reverse(inwards);
    decoder =
        weights
            .stack("decoder", Activation.RELU, inwards)
            .then(Layer.unflatten(s.channels(), s.height(), s.width()));
    critic = critic(weights, "critic.z", spec.latent + (spec.labelled ? classes : 0));
    Layer noise = Layer.noise(spec.noise);
    categoryCritic = adversarialY() ? noise.then(critic(weights, "critic.y", categories)) : none;
  }

  private void requireLabels(Setting setting) {
    if ((spec.labelled || classifies()) && setting.classes() < 2) {
      throw EngramException.usage(
          "aae needs labelled data of at least 2 classes for labelled = true and for variants"
              + " supervised and semi_supervised, got "
              + setting.classes());
    }
    Check.require(
        !spec.labelled || !adversarialY(),
        "labelled = true works with variant plain or supervised, got " + spec.variant);
  }

  private Layer critic(Weights weights, String name, int in) {
    List<Integer> widths = new ArrayList<>(List.of(in));
    widths.addAll(spec.critic);
    widths.add(1);
    return weights.stack(name, Activation.RELU, widths);
  }

  private boolean adversarialY() {
    return spec.variant == Variant.SEMI_SUPERVISED || spec.variant == Variant.CLUSTERING;
  }

  private boolean classifies() {
    return spec.variant == Variant.SUPERVISED || spec.variant == Variant.SEMI_SUPERVISED;
  }

  private Encoded encoded(Input in, Mode mode) {
    Tensor h = trunk.apply(in.x(), mode);
    return new Encoded(in, style.apply(h, mode), category.apply(h, mode));
  }

  /** The code that the decoder is given in training. */
  private Tensor code(Encoded e) {
    if (categories == 0) {
      return e.z;
    }
    boolean given = spec.variant == Variant.SUPERVISED;
    Tensor y = given ? Tensors.oneHot(e.in.requireLabels(), classes) : e.y();
    return Tensors.concat(1, List.of(y, e.z));
  }

  private Tensor judged(Tensor z, Input in) {
    return spec.labelled
        ? Tensors.concat(1, List.of(z, Tensors.oneHot(in.requireLabels(), classes)))
        : z;
  }

  private Tensor priorDraw(Input in) {
    return spec.labelled
        ? spec.prior.drawFor(in.requireLabels(), spec.latent, classes).times(spec.scale)
        : draw(in.x().size(0));
  }

  private Tensor draw(long n) {
    return spec.prior.draw(device, n, spec.latent, Math.max(2, classes)).times(spec.scale);
  }

  private Tensor anyCategories(long n) {
    return Tensors.oneHot(Tensors.randomInts(device, classes, n), classes);
  }

  /** Cross-entropy over the images of a batch whose label is used. */
  private Tensor classification(Encoded e) {
    Tensor perImage = Tensors.crossEntropy(e.logits, e.in.requireLabels());
    if (spec.variant == Variant.SUPERVISED) {
      return perImage.mean();
    }
    Tensor used = LabelledShare.of(e.in.x(), spec.labelledShare, device);
    return perImage.times(used).sum().over(used.sum().clamp(1, 1e9));
  }

  @Override
  public List<Phase> phases() {
    Loss<Encoded> reconstruction =
        Loss.term(
            spec.loss.metric(), e -> spec.loss.loss(decoder.apply(code(e), Mode.TRAIN), e.in.x()));
    List<Phase> phases = new ArrayList<>();
    boolean given = spec.variant == Variant.SUPERVISED;
    List<String> encoder = given ? List.of("encoder.h", "encoder.z") : List.of("encoder.");
    List<String> all = new ArrayList<>(encoder);
    all.add("decoder.");
    phases.add(phase("reconstruction", reconstruction, spec.learningRate, all));
    phases.add(phase("discriminator", telling(), spec.adversarialRate, List.of("critic.")));
    phases.add(phase("generator", fooling(), spec.adversarialRate, encoder));
    if (classifies()) {
      Loss<Encoded> loss = Loss.term("cross_entropy_nats", this::classification);
      List<String> reader = List.of("encoder.h", "encoder.y");
      phases.add(phase("classification", loss, spec.learningRate, reader));
    }
    return phases;
  }

  private Phase phase(String name, Loss<Encoded> loss, double rate, List<String> groups) {
    List<Tensor> parameters =
        groups.stream().flatMap(g -> parameters().startingWith(g).stream()).toList();
    Optimiser.Rule adam = new Optimiser.Adam(rate, 0.5, 0.999, 1e-8, 0);
    return new Phase(name, parameters, adam, in -> loss.of(encoded(in, Mode.TRAIN)));
  }

  private Loss<Encoded> telling() {
    Loss<Encoded> z =
        Loss.<Encoded>term("real", e -> Adversary.BCE.real(z(judged(priorDraw(e.in), e.in))))
            .plus(Loss.term("fake", e -> Adversary.BCE.fake(z(judged(e.z.detach(), e.in)))));
    return !adversarialY()
        ? z
        : z.plus(Loss.term("real_y", e -> Adversary.BCE.real(y(anyCategories(e.z.size(0))))))
            .plus(Loss.term("fake_y", e -> Adversary.BCE.fake(y(e.y().detach()))));
  }

  private Loss<Encoded> fooling() {
    Loss<Encoded> z = Loss.term("fool", e -> Adversary.BCE.fool(z(judged(e.z, e.in))));
    return !adversarialY() ? z : z.plus(Loss.term("fool_y", e -> Adversary.BCE.fool(y(e.y()))));
  }

  private Tensor z(Tensor code) {
    return critic.apply(code, Mode.TRAIN);
  }

  private Tensor y(Tensor probabilities) {
    return categoryCritic.apply(probabilities, Mode.TRAIN);
  }

  @Override
  public Tensor encode(Tensor x) {
    Encoded e = encoded(new Input(0, x, null), Mode.USE);
    return categories == 0 ? e.z : Tensors.concat(1, List.of(e.y(), e.z));
  }

  @Override
  public Tensor decode(Tensor z) {
    return decoder.apply(z, Mode.USE).sigmoid();
  }

  @Override
  public OptionalDouble priorDeviation() {
    return spec.prior == LatentPrior.NORMAL && categories == 0
        ? OptionalDouble.of(spec.scale)
        : OptionalDouble.empty();
  }

  @Override
  public Optional<Tensor> prior(int n) {
    Tensor z = draw(n);
    return Optional.of(categories == 0 ? z : Tensors.concat(1, List.of(anyCategories(n), z)));
  }

  @Override
  public Map<String, Tensor> score(Input in) {
    Map<String, Tensor> scores =
        new LinkedHashMap<>(Reconstruction.scores(decoder.apply(encode(in.x()), Mode.USE), in.x()));
    if (classifies() && in.labels() != null) {
      Tensor read = encoded(in, Mode.USE).logits.argmax(1);
      scores.put("accuracy", read.equalTo(in.requireLabels()));
    }
    return scores;
  }

  @Override
  public Outline outline() {
    return outline;
  }

  /** The entry in the catalogue. */
  @AutoService(Family.class)
  public static final class Entry implements Family {
    private static final List<Integer> TWO = List.of(1000, 1000);

    @Override
    public Card card() {
      Map<String, Record> presets = new LinkedHashMap<>();
      presets.put("normal-8d", likelihood());
      presets.put("mixture", spec(2, Variant.PLAIN, LatentPrior.MIXTURE, 5, false));
      presets.put("mixture-labelled", spec(2, Variant.PLAIN, LatentPrior.MIXTURE, 5, true));
      presets.put("swiss-roll", spec(2, Variant.PLAIN, LatentPrior.SWISS_ROLL, 5, false));
      presets.put("swiss-roll-labelled", spec(2, Variant.PLAIN, LatentPrior.SWISS_ROLL, 5, true));
      presets.put("supervised", spec(15, Variant.SUPERVISED, LatentPrior.NORMAL, 1, false));
      presets.put(
          "semi-supervised", spec(10, Variant.SEMI_SUPERVISED, LatentPrior.NORMAL, 1, false));
      presets.put("clustering", spec(5, Variant.CLUSTERING, LatentPrior.NORMAL, 1, false));
      return new Card(
          "aae",
          "autoencoder whose codes are pressed into a chosen prior by a discriminator",
          AdversarialAutoencoder.class,
          spec(2, Variant.PLAIN, LatentPrior.NORMAL, 5, false),
          presets,
          new Training(20, 100, 0, Schedule.COSINE),
          Map.of("normal-8d", new Training(100, 100, 0, Schedule.COSINE)));
    }

    private static Spec spec(
        int latent, Variant variant, LatentPrior prior, double scale, boolean labelled) {
      Reconstruction bce = Reconstruction.BCE;
      return new Spec(
          TWO, TWO, latent, variant, prior, scale, labelled, 0.02, 16, 0.3, 0, bce, 3e-4, 3e-4);
    }

    /** Codes that make for a high Parzen-window log-likelihood: samples near many images. */
    private static Record likelihood() {
      Map<String, String> changes =
          Map.of(
              "input_noise", "0.7",
              "loss", "mse",
              "learning_rate", "5e-4",
              "adversarial_rate", "5e-4");
      return Specs.with(spec(8, Variant.PLAIN, LatentPrior.NORMAL, 5, false), changes);
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new AdversarialAutoencoder((Spec) spec, setting);
    }
  }
}
