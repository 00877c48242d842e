package engram.model.autoencoder;

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
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Reconstruction;
import engram.nn.Weights;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Deep autoencoder: x to z through narrowing layers of {@code widths}, and back through the same
 * widths reversed; f acts on the code too, so that with the sigmoid each unit lies in (0, 1).
 *
 * <pre>
 * h_0 = x,   h_i = f(W_i h_{i-1} + b_i),   z = h_k        (784-400-200-100-20-10)
 * g_0 = z,   g_i = f(V_i g_{i-1} + c_i),   x_out = sigmoid(V_k g_{k-1} + c_k)
 * </pre>
 *
 * <p>Shapes: {@code x [n, c, h, w]}, {@code z [n, latent]}. The paper strides each unit from 0 to 1
 * with sigmoids and prefers leaky ReLU, since deep sigmoids barely learn; it names neither its
 * optimiser nor its loss: Adam at 0.001 and cross-entropy in nats per image here.
 */
@Paper(
    title = "Representation Learning: Deep Learning Approach",
    authors = "Sayapaneni",
    year = 0,
    where = "section 3.3, figures 5, 6 and 7")
public final class DeepAutoencoder implements Autoencoder {
  /**
   * Hyperparameters.
   *
   * @param widths of the encoder's hidden layers, from the image inwards
   * @param latent units of the code
   * @param activation f of every layer but the output
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

  private DeepAutoencoder(Spec spec, Setting setting) {
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
    encoder =
        Layer.flatten()
            .then(weights.stack("encoder", spec.activation, inwards))
            .then(spec.activation);
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
          "deep-ae",
          "deep autoencoder with a code of ten units to stride along",
          DeepAutoencoder.class,
          sayapaneni(Activation.LEAKY_RELU),
          Map.of("sayapaneni-sigmoid", sayapaneni(Activation.SIGMOID)),
          new Training(30, 100, 0, Schedule.COSINE));
    }

    private static Spec sayapaneni(Activation f) {
      return new Spec(List.of(400, 200, 100, 20), 10, f, Reconstruction.BCE, 1e-3);
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new DeepAutoencoder((Spec) spec, setting);
    }
  }
}
