package engram.model.shared;

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
import engram.model.Translator;
import engram.nn.Activation;
import engram.nn.Layer;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Reconstruction;
import engram.nn.Terms;
import engram.nn.Weights;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One autoencoder for each class of images, all on one latent space: what one encoder writes,
 * another's decoder can read, and so an image is translated into another class.
 *
 * <pre>
 * z = E_k(x),   x_out = D_k(z) for an image of class k;      translation to class m: D_m(E_k(x))
 * L = L_rec(x, x_out) + beta sum_j KL(rho || z_hat_j) + align A
 * A = sum_k distance of the first two moments of z in class k and in all       (MOMENTS)
 * A = -1/K sum_k log C_k(z), while C descends on -log C_class(z)               (ADVERSARIAL)
 * </pre>
 *
 * <p>The paper only pools (NONE): nothing but chance ties the units of one encoder to another's.
 * With SHARED_LAYERS, and all that follow it, only the layers next to the image are each class's
 * own, and start alike, so that a unit comes to mean the same in each. z is in (0, 1). A code is z
 * and then a one-hot of the class whose decoder is to be used; an image of unknown class counts as
 * of the class whose autoencoder restores it best. Shapes: {@code x [n, c, h, w]}, {@code z [n,
 * latent]}. Sparsity and A in nats, but for MOMENTS (no unit).
 */
@Paper(
    title = "Representation Learning: Deep Learning Approach",
    authors = "Sayapaneni",
    year = 0,
    where = "section 5, figures 27 to 30")
public final class SharedAutoencoder implements Translator {
  /** What makes the latent spaces of the classes one. */
  public enum Alignment {
    /** Pooling alone, as in the paper. */
    NONE,
    /** All layers but the first and last, which start alike, are common to the classes. */
    SHARED_LAYERS,
    /** Shared layers, and equal first two moments of z. */
    MOMENTS,
    /** Shared layers, and a discriminator C that is not to tell the class from z. */
    ADVERSARIAL
  }

  /**
   * Hyperparameters.
   *
   * @param widths of the encoders' hidden layers, from the image inwards; the code comes after
   * @param latent units of z
   * @param activation of every hidden layer
   * @param alignment what makes the latent spaces one
   * @param align weight of A
   * @param rho share of images for which a unit should be active
   * @param beta weight of the sparsity term
   * @param loss how reconstructions are compared
   * @param learningRate of Adam
   */
  public record Spec(
      @Range(min = 1, max = 65536) List<Integer> widths,
      @Range(min = 1, max = 65536) int latent,
      Activation activation,
      Alignment alignment,
      @Range(min = 0, max = 1e6) double align,
      @Range(min = 0.001, max = 0.999) double rho,
      @Range(min = 0, max = 1000) double beta,
      Reconstruction loss,
      @Range(min = 1e-8, max = 1) double learningRate) {
    public Spec {
      widths = List.copyOf(widths);
      Range.Checks.check(
          Spec.class, widths, latent, activation, alignment, align, rho, beta, loss, learningRate);
    }
  }

  /** A batch, the one-hot classes {@code k [n, K]} of its images, and their codes. */
  private record Pass(Input in, Tensor k, Tensor z) {}

  private final Spec spec;
  private final Outline outline;
  private final int domains;
  private final List<Layer> encoders = new ArrayList<>();
  private final List<Layer> decoders = new ArrayList<>();
  private final Layer critic;

  private SharedAutoencoder(Spec spec, Setting setting) {
    this.spec = spec;
    domains = setting.classes();
    if (domains < 2) {
      throw EngramException.usage(
          "shared-ae needs labelled data of at least 2 classes, got " + domains);
    }
    boolean shares = spec.alignment != Alignment.NONE;
    Check.require(
        !shares || !spec.widths.isEmpty(), "widths must not be empty unless alignment is none");
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.latent + domains, spec.loss.metric());
    Weights weights = new Weights(parameters, setting.device(), setting.seed());
    ImageShape s = setting.shape();
    Layer image = Layer.unflatten(s.channels(), s.height(), s.width());
    List<Integer> in = new ArrayList<>(List.of(s.values()));
    in.addAll(spec.widths);
    in.add(spec.latent);
    int own = shares ? 2 : in.size();
    List<Layer> down = new ArrayList<>();
    List<Layer> up = new ArrayList<>();
    for (int k = 0; k < domains; k++) {
      down.add(half(ofClass(weights, "encoder.class", k), "", in.subList(0, own)));
      up.add(half(ofClass(weights, "decoder.class", k), "", reversed(in.subList(0, own))));
    }
    Layer inner = half(weights, "encoder.shared", in.subList(own - 1, in.size()));
    Layer outer = half(weights, "decoder.shared", reversed(in.subList(own - 1, in.size())));
    for (int k = 0; k < domains; k++) {
      Layer toCode = shares ? down.get(k).then(spec.activation).then(inner) : down.get(k);
      Layer fromCode = shares ? outer.then(spec.activation).then(up.get(k)) : up.get(k);
      encoders.add(Layer.flatten().then(toCode).then(Activation.SIGMOID));
      decoders.add(fromCode.then(image));
    }
    critic =
        spec.alignment == Alignment.ADVERSARIAL
            ? half(weights, "critic", List.of(spec.latent, 64, domains))
            : Layer.chain(List.of());
  }

  /** Weights for what is class k's own, alike at the start unless the classes are only pooled. */
  private Weights ofClass(Weights weights, String name, int k) {
    return weights.under(name + k, spec.alignment == Alignment.NONE ? name + k : name);
  }

  private Layer half(Weights weights, String name, List<Integer> widths) {
    return weights.stack(name, spec.activation, widths);
  }

  private static List<Integer> reversed(List<Integer> widths) {
    List<Integer> reversed = new ArrayList<>(widths);
    Collections.reverse(reversed);
    return reversed;
  }

  /** For each image what the network of its class, by {@code k}, gives; {@code of} all K. */
  private Tensor own(Tensor k, List<Tensor> of) {
    Tensor sum = null;
    for (int i = 0; i < domains; i++) {
      long[] mask = new long[of.get(i).dimensions()];
      java.util.Arrays.fill(mask, 1);
      mask[0] = -1;
      Tensor part = of.get(i).times(k.narrow(1, i, 1).reshape(mask));
      sum = sum == null ? part : sum.plus(part);
    }
    return java.util.Objects.requireNonNull(sum);
  }

  private Tensor encoded(Tensor x, Tensor k) {
    return own(k, encoders.stream().map(e -> e.apply(x, Mode.TRAIN)).toList());
  }

  private Tensor logits(Tensor z, Tensor k) {
    return own(k, decoders.stream().map(d -> d.apply(z, Mode.TRAIN)).toList());
  }

  private Pass pass(Input in) {
    Tensor k = Tensors.oneHot(in.requireLabels(), domains);
    return new Pass(in, k, encoded(in.x(), k));
  }

  @Override
  public List<Phase> phases() {
    Loss<Pass> reconstruction =
        Loss.term(spec.loss.metric(), p -> spec.loss.loss(logits(p.z, p.k), p.in.x()));
    Loss<Pass> sparsity = Loss.term("sparsity_kl_nats", p -> Terms.sparsityKlNats(p.z, spec.rho));
    Loss<Pass> loss = reconstruction.plus(sparsity.times(spec.beta));
    if (spec.alignment == Alignment.MOMENTS) {
      loss = loss.plus(Loss.<Pass>term("moments", this::moments).times(spec.align));
    } else if (spec.alignment == Alignment.ADVERSARIAL) {
      loss = loss.plus(Loss.<Pass>term("fool", this::confusion).times(spec.align));
    }
    List<Tensor> both = new ArrayList<>(parameters().startingWith("encoder."));
    both.addAll(parameters().startingWith("decoder."));
    List<Phase> phases = new ArrayList<>();
    phases.add(phase("reconstruction", both, loss));
    if (spec.alignment == Alignment.ADVERSARIAL) {
      Loss<Pass> tell =
          Loss.term(
              "tell", p -> Terms.crossEntropyNats(classes(p.z.detach()), p.in.requireLabels()));
      phases.add(phase("discriminator", parameters().startingWith("critic"), tell));
    }
    return phases;
  }

  private Phase phase(String name, List<Tensor> parameters, Loss<Pass> loss) {
    Optimiser.Rule adam = Optimiser.Adam.of(spec.learningRate);
    return new Phase(name, parameters, adam, in -> loss.of(pass(in)));
  }

  private Tensor classes(Tensor z) {
    return critic.apply(z, Mode.TRAIN);
  }

  private Tensor confusion(Pass p) {
    return classes(p.z).logSoftmax(1).mean().negate();
  }

  private Tensor moments(Pass p) {
    Tensor count = p.k.sum(0).clamp(1, 1e9).reshape(-1, 1);
    Tensor members = p.k.transpose(0, 1).over(count);
    Tensor present = p.k.sum(0).clamp(0, 1).reshape(-1, 1);
    Tensor means = members.matmul(p.z).minus(p.z.mean(0)).times(present);
    Tensor squares = p.z.square();
    Tensor seconds = members.matmul(squares).minus(squares.mean(0)).times(present);
    return means.square().plus(seconds.square()).sum(0).mean();
  }

  @Override
  public Tensor encode(Tensor x) {
    List<Tensor> errors = new ArrayList<>();
    for (int i = 0; i < domains; i++) {
      Tensor restored = decoders.get(i).apply(encoders.get(i).apply(x, Mode.USE), Mode.USE);
      errors.add(Terms.bceNatsPerImage(restored, x).negate().reshape(-1, 1));
    }
    Tensor k = Tensors.oneHot(Tensors.concat(1, errors).argmax(1), domains);
    return Tensors.concat(1, List.of(encoded(x, k), k));
  }

  private Tensor decoded(Tensor code) {
    Tensor k = code.narrow(1, spec.latent, domains).argmax(1);
    return logits(code.narrow(1, 0, spec.latent), Tensors.oneHot(k, domains));
  }

  @Override
  public Tensor decode(Tensor z) {
    return decoded(z).sigmoid();
  }

  @Override
  public int domains() {
    return domains;
  }

  @Override
  public Tensor translate(Tensor x, int from, int to) {
    Tensor z = encoders.get(from).apply(x, Mode.USE);
    return decoders.get(to).apply(z, Mode.USE).sigmoid();
  }

  @Override
  public Map<String, Tensor> score(Input in) {
    return Reconstruction.scores(decoded(encode(in.x())), in.x());
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
      Map<String, Spec> presets = new LinkedHashMap<>();
      presets.put("sayapaneni-sparse", spec(List.of(), Alignment.NONE));
      presets.put("sayapaneni-deep", spec(List.of(512, 256), Alignment.NONE));
      presets.put("shared-layers", spec(List.of(512, 256), Alignment.SHARED_LAYERS));
      presets.put("adversarial", spec(List.of(512, 256), Alignment.ADVERSARIAL));
      return new Card(
          "shared-ae",
          "one autoencoder per class on one latent space, to translate between classes",
          SharedAutoencoder.class,
          spec(List.of(512, 256), Alignment.MOMENTS),
          presets,
          new Training(10, 50, 0, Schedule.CONSTANT));
    }

    private static Spec spec(List<Integer> widths, Alignment alignment) {
      return new Spec(
          widths, 64, Activation.LEAKY_RELU, alignment, 100, 0.3, 1, Reconstruction.BCE, 1e-3);
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new SharedAutoencoder((Spec) spec, setting);
    }
  }
}
