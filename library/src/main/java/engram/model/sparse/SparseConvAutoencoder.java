package engram.model.sparse;

import com.google.auto.service.AutoService;
import engram.base.Check;
import engram.base.Paper;
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
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Terms;
import engram.nn.Weights;
import engram.nn.Weights.Kernel;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Sparse convolutional autoencoder: a code of 24 non-negative units of which an L1 penalty leaves 2
 * to 4 active in each image, between a convolutional encoder and its mirror image.
 *
 * <pre>
 * x - conv - pool - conv - pool - conv - flatten - dense - dense - dense - z = relu(norm(.))
 * z - dense - dense - dense - unflatten - conv - enlarge - conv - enlarge - conv - sigmoid
 * of z all but the most_active largest units are set to 0
 * L = mean over pixels of BCE(x, x_out) + l1 sum_j |z_j|
 * </pre>
 *
 * <p>That is 21 layers counting the input, 90,097 parameters on 28x28. Kernels are 3x3, pooling
 * halves. Shapes: {@code x [n, c, h, w]}, {@code z [n, latent]}. The loss is in nats per pixel: the
 * text says "categorical cross-entropy", but its curve starts near 0.7 = ln 2 and ends at 0.12 to
 * 0.14, which is the binary one.
 *
 * <p>Two things keep every unit in use, where the text's models fail three times in ten: {@code l1}
 * rises linearly from 0 over the first {@code warmup} steps, while the units beyond the largest
 * fade out, and norm gives each unit variance 1 over the batch and a learned mean. Without it the
 * penalty is met by shrinking z under a larger decoder, or all units fall silent for good. A
 * penalty alone that brings most images to four units takes from those that are on as well; {@code
 * most_active} lets it be weaker (Makhzani and Frey 2014, k-sparse autoencoders).
 */
@Paper(
    title = "Sparse generative representations of handwritten digits",
    authors = "Dolgikh",
    year = 2022,
    where = "sections 2.1 and 2.3, figure 1")
public final class SparseConvAutoencoder implements Autoencoder {
  private static final Kernel SAME = new Kernel(3, 1, 1);

  /**
   * Hyperparameters.
   *
   * @param conv1 channels of the first convolution
   * @param conv2 channels of the second
   * @param conv3 channels of the third
   * @param widths of the dense layers, from the image inwards
   * @param latent units of the code
   * @param activation of every hidden layer but the code
   * @param l1 weight of the activity penalty, in nats per pixel and unit of activity
   * @param mostActive most units that an image may have on, its largest
   * @param warmup steps over which l1 rises from 0 and the other units fade out
   * @param learningRate of Adam
   */
  public record Spec(
      @Range(min = 1, max = 1024) int conv1,
      @Range(min = 1, max = 1024) int conv2,
      @Range(min = 1, max = 1024) int conv3,
      @Range(min = 1, max = 65536) List<Integer> widths,
      @Range(min = 1, max = 65536) int latent,
      Activation activation,
      @Range(min = 0, max = 100) double l1,
      @Range(min = 1, max = 65536) int mostActive,
      @Range(min = 0, max = 1e9) int warmup,
      @Range(min = 1e-8, max = 1) double learningRate) {
    public Spec {
      widths = List.copyOf(widths);
      Range.Checks.check(
          Spec.class,
          conv1,
          conv2,
          conv3,
          widths,
          latent,
          activation,
          l1,
          mostActive,
          warmup,
          learningRate);
    }
  }

  private record Pass(Input in, Tensor z, Tensor logits) {}

  private final Spec spec;
  private final Outline outline;
  private final Layer units;
  private final Layer decoder;

  private SparseConvAutoencoder(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.latent, "bce_pixel");
    int h = setting.shape().height();
    int w = setting.shape().width();
    int c = setting.shape().channels();
    Check.require(
        Math.min(h, w) >= 4, "sparse-conv-ae needs images of at least 4x4, got " + setting.shape());
    Weights weights = new Weights(parameters, setting.device(), setting.seed());
    Activation f = spec.activation;
    List<Integer> inwards = new ArrayList<>();
    inwards.add(spec.conv3 * (h / 4) * (w / 4));
    inwards.addAll(spec.widths);
    inwards.add(spec.latent);
    List<Integer> outwards = new ArrayList<>(inwards);
    Collections.reverse(outwards);
    units =
        weights
            .convolution("encoder.conv1", SAME, c, spec.conv1)
            .then(f)
            .then(Layer.maxPool(2))
            .then(weights.convolution("encoder.conv2", SAME, spec.conv1, spec.conv2))
            .then(f)
            .then(Layer.maxPool(2))
            .then(weights.convolution("encoder.conv3", SAME, spec.conv2, spec.conv3))
            .then(f)
            .then(Layer.flatten())
            .then(weights.stack("encoder.dense", f, inwards))
            .then(weights.unitNorm("encoder.code", spec.latent))
            .then(Activation.RELU);
    decoder =
        weights
            .stack("decoder.dense", f, outwards)
            .then(f)
            .then(Layer.unflatten(spec.conv3, h / 4, w / 4))
            .then(weights.convolution("decoder.conv3", SAME, spec.conv3, spec.conv2))
            .then(f)
            .then(Layer.enlarge(h / 2, w / 2))
            .then(weights.convolution("decoder.conv2", SAME, spec.conv2, spec.conv1))
            .then(f)
            .then(Layer.enlarge(h, w))
            .then(weights.convolution("decoder.conv1", SAME, spec.conv1, c));
  }

  private Pass pass(Input in) {
    Tensor u = units.apply(in.x(), Mode.TRAIN);
    double faded = in.warmedUp(spec.warmup);
    Tensor z = u.times(strongest(u).times(faded).plus(1 - faded));
    return new Pass(in, z, decoder.apply(z, Mode.TRAIN));
  }

  private Tensor strongest(Tensor u) {
    return Tensors.largest(u, spec.mostActive);
  }

  @Override
  public List<Phase> phases() {
    double pixels = outline.setting().shape().values();
    Loss<Pass> bce = Loss.term("bce_pixel", p -> Terms.bceNats(p.logits, p.in.x()).over(pixels));
    Loss<Pass> activity = Loss.term("activity_l1", p -> Terms.l1(p.z));
    Loss<Pass> loss = bce.plus(activity.times(p -> spec.l1 * p.in.warmedUp(spec.warmup)));
    Optimiser.Rule adam = Optimiser.Adam.of(spec.learningRate);
    return List.of(new Phase("reconstruction", parameters().all(), adam, in -> loss.of(pass(in))));
  }

  @Override
  public Layer encoder() {
    return units.then((u, mode) -> u.times(strongest(u)));
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
          "sparse-conv-ae",
          "convolutional autoencoder with two to four of 24 code units active per image",
          SparseConvAutoencoder.class,
          new Spec(16, 16, 8, List.of(88, 48, 32), 24, Activation.ELU, 2e-3, 4, 4000, 3e-3),
          Map.of(),
          new Training(60, 50, 0, Schedule.COSINE));
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new SparseConvAutoencoder((Spec) spec, setting);
    }
  }
}
