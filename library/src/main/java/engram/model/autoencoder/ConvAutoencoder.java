package engram.model.autoencoder;

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
import engram.nn.ConvStack;
import engram.nn.ConvStack.Stage;
import engram.nn.Layer;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Reconstruction;
import engram.nn.Weights;
import engram.nn.Weights.Kernel;
import engram.nn.Weights.Size;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Convolutional autoencoder: three convolutions and two linear layers down to the code, and their
 * mirror image back up.
 *
 * <pre>
 * x [c,28,28] - conv1 [14,14] - conv2 [7,7] - conv3 [3,3] - fc - dropout - z
 * z - fc - dropout - linear - deconv3 [7,7] - deconv2 [14,14] - deconv1 [28,28] - sigmoid
 * </pre>
 *
 * <p>Kernels are 3x3 with stride 2, padding 1 (conv3: 0); ReLU everywhere but at the code and the
 * output. Loss: mean squared error per pixel, with an L2 penalty on the weights (the text's {@code
 * weight_decay}). Images of any size of at least 12x12 work: the transposed convolutions restore
 * each size exactly. Figure 5 gives the layers but not their geometry; strides of 2 are the usual
 * reading.
 */
@Paper(
    title = "Application of Unsupervised Deep Learning techniques in the MNIST digit Dataset",
    authors = "Iriarte",
    year = 0,
    where = "sections 2.1 and 3.1, figure 5")
public final class ConvAutoencoder implements Autoencoder {
  private static final Kernel HALVING = new Kernel(3, 2, 1);
  private static final Kernel LAST = new Kernel(3, 2, 0);

  /**
   * Hyperparameters, by the paper's names.
   *
   * @param conv1 channels of the first convolution
   * @param conv2 channels of the second
   * @param conv3 channels of the third
   * @param fc units of the first linear layer
   * @param latent units of the code
   * @param drop dropout rate after the linear layers
   * @param lr learning rate of Adam
   * @param l2 weight decay
   * @param loss how reconstructions are compared
   */
  public record Spec(
      @Range(min = 1, max = 1024) int conv1,
      @Range(min = 1, max = 1024) int conv2,
      @Range(min = 1, max = 1024) int conv3,
      @Range(min = 1, max = 65536) int fc,
      @Range(min = 1, max = 65536) int latent,
      @Range(min = 0, max = 0.99) double drop,
      @Range(min = 1e-8, max = 1) double lr,
      @Range(min = 0, max = 1) double l2,
      Reconstruction loss) {
    public Spec {
      Range.Checks.check(Spec.class, conv1, conv2, conv3, fc, latent, drop, lr, l2, loss);
    }
  }

  private final Spec spec;
  private final Outline outline;
  private final Layer encoder;
  private final Layer decoder;

  private ConvAutoencoder(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.latent, spec.loss.metric());
    Size s0 = new Size(setting.shape().height(), setting.shape().width());
    Check.require(
        Math.min(s0.height(), s0.width()) >= 12,
        "conv-ae needs images of at least 12x12, got " + setting.shape());
    Weights w = new Weights(parameters, setting.device(), setting.seed());
    ConvStack stack =
        new ConvStack(
            w,
            s0,
            setting.shape().channels(),
            List.of(
                new Stage(HALVING, spec.conv1),
                new Stage(HALVING, spec.conv2),
                new Stage(LAST, spec.conv3)));
    encoder =
        stack
            .down("encoder.conv", Activation.RELU)
            .then(w.linear("encoder.fc", stack.values(), spec.fc))
            .then(Activation.RELU)
            .then(Layer.dropout(spec.drop))
            .then(w.linear("encoder.code", spec.fc, spec.latent));
    decoder =
        w.linear("decoder.code", spec.latent, spec.fc)
            .then(Activation.RELU)
            .then(Layer.dropout(spec.drop))
            .then(w.linear("decoder.fc", spec.fc, stack.values()))
            .then(Activation.RELU)
            .then(stack.up("decoder.conv", Activation.RELU));
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

  @Override
  public Outline outline() {
    return outline;
  }

  /** The entry in the catalogue; the defaults are the best parameters of section 3.1. */
  @AutoService(Family.class)
  public static final class Entry implements Family {
    @Override
    public Card card() {
      return new Card(
          "conv-ae",
          "convolutional autoencoder with a small code",
          ConvAutoencoder.class,
          new Spec(8, 16, 64, 64, 2, 0.1, 1e-3, 1e-5, Reconstruction.MSE),
          Map.of(),
          new Training(30, 128, 5, Schedule.CONSTANT));
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new ConvAutoencoder((Spec) spec, setting);
    }
  }
}
