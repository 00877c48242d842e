package engram.model.denoising;

import com.google.auto.service.AutoService;
import engram.base.Check;
import engram.base.Paper;
import engram.data.ImageShape;
import engram.model.Autoencoder;
import engram.model.Denoiser;
import engram.model.Family;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.nn.Activation;
import engram.nn.ConvStack;
import engram.nn.ConvStack.Stage;
import engram.nn.Layer;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Noise;
import engram.nn.Reconstruction;
import engram.nn.Weights;
import engram.nn.Weights.Kernel;
import engram.nn.Weights.Size;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Denoising autoencoder: sees a corrupted image, is trained to give back the clean one.
 *
 * <pre>
 * x' = corrupt(x),   z = encoder(x'),   x_out = sigmoid(decoder(z)),   L = MSE(x, x_out)
 * </pre>
 *
 * <p>With {@code layers = conv} the network is the paper's convolutional autoencoder (3x3 kernels,
 * stride 2, then two linear layers); with {@code dense} it is fully connected through {@code
 * widths}. Shapes: {@code x [n, c, h, w]} in [0, 1], {@code z [n, latent]}. Corrupted images are
 * clamped to [0, 1]. A code is that of the image as given: corrupt it first to restore it. The
 * paper's 2-D code cannot restore strokes; the default is 32 units.
 */
@Paper(
    title = "Application of Unsupervised Deep Learning techniques in the MNIST digit Dataset",
    authors = "Iriarte",
    year = 0,
    where = "sections 2.3 and 3.3, figure 4")
public final class DenoisingAutoencoder implements Autoencoder, Denoiser {
  private static final Kernel HALVING = new Kernel(3, 2, 1);
  private static final Kernel LAST = new Kernel(3, 2, 0);

  /** Of what the network is made. */
  public enum Layers {
    /** Convolutions, then linear layers. */
    CONV,
    /** Linear layers only. */
    DENSE
  }

  /**
   * Hyperparameters.
   *
   * @param layers of what the network is made
   * @param widths channels of the convolutions and last the units of the linear layer; or, for
   *     dense, units of each hidden layer
   * @param latent units of the code
   * @param noise how images are corrupted
   * @param noiseAmount standard deviation of Gaussian noise, or share of pixels hit
   * @param loss how reconstructions are compared with the clean image
   * @param lr learning rate of Adam
   * @param l2 weight decay
   */
  public record Spec(
      Layers layers,
      @Range(min = 1, max = 65536) List<Integer> widths,
      @Range(min = 1, max = 65536) int latent,
      Noise noise,
      @Range(min = 0, max = 1) double noiseAmount,
      Reconstruction loss,
      @Range(min = 1e-8, max = 1) double lr,
      @Range(min = 0, max = 1) double l2) {
    public Spec {
      widths = List.copyOf(widths);
      Range.Checks.check(Spec.class, layers, widths, latent, noise, noiseAmount, loss, lr, l2);
    }
  }

  private final Spec spec;
  private final Outline outline;
  private final Layer encoder;
  private final Layer decoder;

  private DenoisingAutoencoder(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.latent, spec.loss.metric());
    Weights weights = new Weights(parameters, setting.device(), setting.seed());
    Check.require(!spec.widths.isEmpty(), "widths must have at least one number, got none");
    if (spec.layers == Layers.CONV) {
      ConvStack stack = convolutions(weights, setting.shape());
      int fc = spec.widths.get(spec.widths.size() - 1);
      List<Integer> inwards = List.of(stack.values(), fc, spec.latent);
      encoder = stack.down("encoder.conv", Activation.RELU).then(dense(weights, inwards));
      decoder = undense(weights, inwards).then(Activation.RELU).then(up(stack));
    } else {
      ImageShape s = setting.shape();
      List<Integer> inwards = new ArrayList<>(List.of(s.values()));
      inwards.addAll(spec.widths);
      inwards.add(spec.latent);
      encoder = Layer.flatten().then(dense(weights, inwards));
      decoder =
          undense(weights, inwards).then(Layer.unflatten(s.channels(), s.height(), s.width()));
    }
  }

  private ConvStack convolutions(Weights weights, ImageShape shape) {
    Check.require(
        Math.min(shape.height(), shape.width()) >= 12,
        "denoising-ae needs images of at least 12x12, got " + shape);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < spec.widths.size() - 1; i++) {
      stages.add(new Stage(i < 2 ? HALVING : LAST, spec.widths.get(i)));
    }
    Size size = new Size(shape.height(), shape.width());
    return new ConvStack(weights, size, shape.channels(), stages);
  }

  private static Layer up(ConvStack stack) {
    return stack.up("decoder.conv", Activation.RELU);
  }

  private static Layer dense(Weights weights, List<Integer> inwards) {
    return weights.stack("encoder.dense", Activation.RELU, inwards);
  }

  private static Layer undense(Weights weights, List<Integer> inwards) {
    List<Integer> outwards = new ArrayList<>(inwards);
    Collections.reverse(outwards);
    return weights.stack("decoder.dense", Activation.RELU, outwards);
  }

  @Override
  public Tensor corrupt(Tensor x) {
    return spec.noise.corrupt(x, spec.noiseAmount);
  }

  @Override
  public List<Phase> phases() {
    Loss<Input> loss =
        Loss.term(
            spec.loss.metric(),
            in -> {
              Tensor z = encoder.apply(corrupt(in.x()), Mode.TRAIN);
              return spec.loss.loss(decoder.apply(z, Mode.TRAIN), in.x());
            });
    Optimiser.Rule adam = Optimiser.Adam.of(spec.lr).withWeightDecay(spec.l2);
    return List.of(new Phase("reconstruction", parameters().all(), adam, loss::of));
  }

  @Override
  public Layer encoder() {
    return encoder;
  }

  @Override
  public Layer decoder() {
    return decoder;
  }

  /** How well corrupted images are restored. */
  @Override
  public Map<String, Tensor> score(Input in) {
    return Reconstruction.scores(decoder.apply(encode(corrupt(in.x())), Mode.USE), in.x());
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
          "denoising-ae",
          "autoencoder that restores corrupted images",
          DenoisingAutoencoder.class,
          iriarte(Noise.GAUSSIAN, 0.4),
          Map.of(
              "masking", iriarte(Noise.MASKING, 0.5),
              "salt-and-pepper", iriarte(Noise.SALT_AND_PEPPER, 0.3),
              "dense", dense()),
          new Training(20, 128, 5, Schedule.CONSTANT));
    }

    private static Spec iriarte(Noise noise, double amount) {
      return new Spec(
          Layers.CONV, List.of(8, 16, 64, 64), 32, noise, amount, Reconstruction.MSE, 1e-3, 1e-5);
    }

    private static Spec dense() {
      return new Spec(
          Layers.DENSE, List.of(512), 64, Noise.GAUSSIAN, 0.4, Reconstruction.BCE, 1e-3, 0);
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new DenoisingAutoencoder((Spec) spec, setting);
    }
  }
}
