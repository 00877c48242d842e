package engram.model.classifier;

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
import engram.nn.Classification;
import engram.nn.Layer;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Terms;
import engram.nn.Weights;
import engram.nn.Weights.Kernel;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * The project's own classifier, which later judges what generators draw: two convolutions with
 * pooling, one hidden layer, softmax.
 *
 * <pre>
 * x - conv1 3x3 - pool 2 - conv2 3x3 - pool 2 - dropout - fc - dropout - classes
 * L = -log softmax(logits)[label]
 * </pre>
 *
 * <p>ReLU after each convolution and after {@code fc}; loss in nats per image. Its code is the
 * penultimate layer, {@code [n, fc]}; it does not decode.
 */
@Paper(
    title = "Gradient-based learning applied to document recognition",
    authors = "LeCun, Bottou, Bengio and Haffner",
    year = 1998,
    where = "section II, with ReLU, max pooling and dropout of today")
public final class Cnn implements Model {
  private static final Kernel SAME = new Kernel(3, 1, 1);

  /**
   * Hyperparameters.
   *
   * @param conv1 channels of the first convolution
   * @param conv2 channels of the second
   * @param fc units of the hidden layer
   * @param drop dropout rate before and after the hidden layer
   * @param learningRate of Adam
   */
  public record Spec(
      @Range(min = 1, max = 1024) int conv1,
      @Range(min = 1, max = 1024) int conv2,
      @Range(min = 1, max = 65536) int fc,
      @Range(min = 0, max = 0.99) double drop,
      @Range(min = 1e-8, max = 1) double learningRate) {
    public Spec {
      Range.Checks.check(Spec.class, conv1, conv2, fc, drop, learningRate);
    }
  }

  private final Spec spec;
  private final Outline outline;
  private final Layer body;
  private final Layer head;

  private Cnn(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.fc, "cross_entropy_nats");
    if (setting.classes() < 2) {
      throw EngramException.usage(
          "cnn needs labelled data of at least 2 classes, got " + setting.classes());
    }
    int h = setting.shape().height();
    int w = setting.shape().width();
    Check.require(Math.min(h, w) >= 4, "cnn needs images of at least 4x4, got " + setting.shape());
    Weights weights = new Weights(parameters, setting.device(), setting.seed());
    body =
        weights
            .convolution("conv1", SAME, setting.shape().channels(), spec.conv1)
            .then(Activation.RELU)
            .then(Layer.maxPool(2))
            .then(weights.convolution("conv2", SAME, spec.conv1, spec.conv2))
            .then(Activation.RELU)
            .then(Layer.maxPool(2))
            .then(Layer.flatten())
            .then(Layer.dropout(spec.drop))
            .then(weights.linear("fc", spec.conv2 * (h / 4) * (w / 4), spec.fc))
            .then(Activation.RELU);
    head = Layer.dropout(spec.drop).then(weights.linear("head", spec.fc, setting.classes()));
  }

  private Tensor logits(Tensor x, Mode mode) {
    return head.apply(body.apply(x, mode), mode);
  }

  @Override
  public List<Phase> phases() {
    Loss<Input> loss =
        Loss.term(
            "cross_entropy_nats",
            in -> Terms.crossEntropyNats(logits(in.x(), Mode.TRAIN), in.requireLabels()));
    Optimiser.Rule adam = Optimiser.Adam.of(spec.learningRate);
    return List.of(new Phase("classification", parameters().all(), adam, loss::of));
  }

  @Override
  public Tensor encode(Tensor x) {
    return body.apply(x, Mode.USE);
  }

  /** Probability of each class: {@code [n, classes]}. */
  public Tensor probabilities(Tensor x) {
    return Classification.probabilities(logits(x, Mode.USE));
  }

  @Override
  public boolean decodes() {
    return false;
  }

  @Override
  public Tensor decode(Tensor z) {
    throw EngramException.usage("cnn is a classifier and does not decode");
  }

  @Override
  public Map<String, Tensor> score(Input in) {
    return Classification.scores(logits(in.x(), Mode.USE), in.requireLabels());
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
          "cnn",
          "convolutional classifier, the judge of generated images",
          Cnn.class,
          new Spec(32, 64, 128, 0.3, 2e-3),
          Map.of(),
          new Training(8, 128, 0, Schedule.COSINE));
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new Cnn((Spec) spec, setting);
    }
  }
}
