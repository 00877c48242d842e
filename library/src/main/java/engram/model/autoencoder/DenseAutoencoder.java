package engram.model.autoencoder;

import com.google.auto.service.AutoService;
import engram.base.Names;
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
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Reconstruction;
import engram.nn.Weights;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Fully connected autoencoder: x to z through layers of {@code widths}, and back through the same
 * widths reversed.
 *
 * <pre>
 * z = W_3 f(W_2 f(W_1 x))        x_out = sigmoid(V_3 f(V_2 f(V_1 z)))
 * L = -sum [x log x_out + (1 - x) log(1 - x_out)]       (equation 1)
 * </pre>
 *
 * <p>Shapes: {@code x [n, c, h, w]}, {@code z [n, latent]}. The loss is in nats per image, summed
 * over pixels and averaged over the batch; the code itself is linear. The paper names neither its
 * optimiser nor its rate; Adam at 0.001 here.
 */
@Paper(
    title = "An Exploration of Auto Encoders on MNIST",
    authors = "Mathews",
    year = 2018,
    where = "sections 3 and 4, figure 1, equation 1; preset of Sayapaneni section 3.2")
public final class DenseAutoencoder implements Autoencoder {
  /**
   * Hyperparameters.
   *
   * @param widths of the encoder's hidden layers, from the image inwards
   * @param latent units of the code
   * @param activation f of every hidden layer
   * @param loss how reconstructions are compared
   * @param learningRate of Adam
   */
  public record Spec(
      @Range(min = 1, max = 65536) List<Integer> widths,
      @Range(min = 1, max = 65536) int latent,
      Activation activation,
      Reconstruction loss,
      @Range(min = 1e-8, max = 1) double learningRate) {
    public Spec {
      widths = List.copyOf(widths);
      Range.Checks.check(Spec.class, widths, latent, activation, loss, learningRate);
    }
  }

  private final Spec spec;
  private final Outline outline;
  private final Layer encoder;
  private final Layer decoder;

  private DenseAutoencoder(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.latent, spec.loss.metric());
    Weights weights = new Weights(parameters, setting.device(), setting.seed());
    List<Integer> inwards = new ArrayList<>();
    inwards.add(setting.shape().values());
    inwards.addAll(spec.widths);
    inwards.add(spec.latent);
    List<Integer> outwards = new ArrayList<>(inwards);
    Collections.reverse(outwards);
    ImageShape s = setting.shape();
    encoder = Layer.flatten().then(weights.stack("encoder", spec.activation, inwards));
    decoder =
        weights
            .stack("decoder", spec.activation, outwards)
            .then(Layer.unflatten(s.channels(), s.height(), s.width()));
  }

  @Override
  public List<Phase> phases() {
    Loss<Input> loss =
        Loss.term(
            spec.loss.metric(),
            in -> {
              Tensor z = encoder.apply(in.x(), Mode.TRAIN);
              return spec.loss.loss(decoder.apply(z, Mode.TRAIN), in.x());
            });
    Optimiser.Rule adam = Optimiser.Adam.of(spec.learningRate);
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
          "dense-ae",
          "fully connected autoencoder",
          DenseAutoencoder.class,
          mathews(Activation.RELU),
          presets(),
          new Training(20, 100, 0, Schedule.CONSTANT));
    }

    private static Spec mathews(Activation f) {
      return new Spec(List.of(500, 500), 5, f, Reconstruction.BCE, 1e-3);
    }

    private static Map<String, Spec> presets() {
      Map<String, Spec> presets = new LinkedHashMap<>();
      Stream.of(Activation.LINEAR, Activation.SIGMOID, Activation.RELU, Activation.ELU)
          .forEach(f -> presets.put("mathews-" + Names.of(f), mathews(f)));
      presets.put(
          "sayapaneni-simple",
          new Spec(List.of(128), 64, Activation.SIGMOID, Reconstruction.MSE, 1e-3));
      return presets;
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new DenseAutoencoder((Spec) spec, setting);
    }
  }
}
