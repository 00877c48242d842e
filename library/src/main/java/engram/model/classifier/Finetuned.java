package engram.model.classifier;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Paper;
import engram.base.Seed;
import engram.data.ImageShape;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Range;
import engram.model.Setting;
import engram.nn.Activation;
import engram.nn.Classification;
import engram.nn.Layer;
import engram.nn.Loss;
import engram.nn.Mode;
import engram.nn.Terms;
import engram.nn.Weights;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A classifier made of a trained encoder and a new head: the encoder's last layers learn on, the
 * others stay frozen.
 *
 * <pre>
 * p = softmax(head(encode(x)))        L = -log p[label]
 * </pre>
 *
 * <p>{@code encode} is the trained model's, in use mode (no dropout, no sampling), {@code [n,
 * latent]}; the loss is in nats per image. A layer is what shares a name before its last dot, such
 * as {@code encoder.fc} with {@code .w} and {@code .b}; layers that the code does not depend on,
 * such as the log-variance of a variational encoder, do not count. The paper frees two layers.
 */
@Paper(
    title = "Application of Unsupervised Deep Learning techniques in the MNIST digit Dataset",
    authors = "Iriarte",
    year = 0,
    where = "section 2.2")
public final class Finetuned implements Model {
  private static final String ENCODER = "encoder.";
  private static final int HIDDEN = 128;

  /** What stands on the code. */
  public enum Head {
    /** One linear layer. */
    LINEAR,
    /** A layer of 128 units with ReLU before it. */
    MLP
  }

  /**
   * Hyperparameters.
   *
   * @param free layers of the encoder, counted from its end, that are trained
   * @param head what stands on the code
   * @param learningRate of Adam
   */
  public record Spec(
      @Range(min = 0, max = 1000) int free,
      Head head,
      @Range(min = 1e-8, max = 1) double learningRate) {
    public Spec {
      Range.Checks.check(Spec.class, free, head, learningRate);
    }
  }

  private final Model base;
  private final Spec spec;
  private final Outline outline;
  private final Layer head;

  /**
   * A head with fresh weights, drawn from {@code seed}, for {@code classes} classes on {@code
   * base}, whose freed weights it changes when trained.
   */
  public Finetuned(Model base, Spec spec, int classes, Seed seed) {
    Check.atLeast("classes", classes, 2);
    this.base = base;
    this.spec = spec;
    Setting from = base.outline().setting();
    Setting setting = new Setting(from.shape(), classes, from.device(), seed);
    Parameters parameters = Parameters.of(freed(base, spec.free));
    int latent = base.outline().latent();
    outline = new Outline(spec, setting, parameters, latent, "cross_entropy_nats");
    Weights weights = new Weights(parameters, setting.device(), seed.child("weights"));
    List<Integer> widths =
        spec.head == Head.LINEAR ? List.of(latent, classes) : List.of(latent, HIDDEN, classes);
    head = weights.stack("classes", Activation.RELU, widths);
  }

  private static Map<String, Tensor> freed(Model base, int free) {
    if (free == 0) {
      return Map.of();
    }
    Map<String, Map<String, Tensor>> layers = layers(base);
    if (layers.isEmpty()) {
      throw EngramException.usage(
          "free is %d, and this model has no layers called '%s...' to free; use 0 to train the head alone"
              .formatted(free, ENCODER));
    }
    if (free > layers.size()) {
      throw EngramException.usage(
          "free must be at most %d, the layers of the encoder (%s), got %d"
              .formatted(layers.size(), String.join(", ", layers.keySet()), free));
    }
    Map<String, Tensor> freed = new LinkedHashMap<>();
    layers.values().stream().skip(layers.size() - free).forEach(freed::putAll);
    return freed;
  }

  /** The encoder's parameters by the names of their layers, in order. */
  private static Map<String, Map<String, Tensor>> layers(Model base) {
    Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();
    List<Tensor> used = used(base);
    base.parameters()
        .byName()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(ENCODER) && used.contains(tensor)) {
                String layer = name.substring(0, name.lastIndexOf('.'));
                layers.computeIfAbsent(layer, l -> new LinkedHashMap<>()).put(name, tensor);
              }
            });
    return layers;
  }

  /** The parameters that the code depends on; none where a solver finds the code. */
  private static List<Tensor> used(Model base) {
    Setting setting = base.outline().setting();
    ImageShape s = setting.shape();
    try (Scope probe = new Scope()) {
      Tensor x = Tensors.zeros(setting.device(), 1, s.channels(), s.height(), s.width());
      return base.encode(x).sum().origins(base.parameters().all());
    }
  }

  /** Number of the encoder's weights that are trained. */
  public long free() {
    return weights(parameters().startingWith(ENCODER));
  }

  /** Number of the encoder's weights that stay as they are. */
  public long frozen() {
    List<Tensor> used = used(base);
    return weights(used.isEmpty() ? base.parameters().all() : used) - free();
  }

  private static long weights(List<Tensor> parameters) {
    return parameters.stream().mapToLong(Tensor::elements).sum();
  }

  private Tensor logits(Tensor x, Mode mode) {
    return head.apply(encode(x), mode);
  }

  @Override
  public List<Phase> phases() {
    Loss<Input> loss =
        Loss.term(
            "cross_entropy_nats",
            in -> Terms.crossEntropyNats(logits(in.x(), Mode.TRAIN), in.requireLabels()));
    Optimiser.Rule adam = Optimiser.Adam.of(spec.learningRate);
    return List.of(new Phase("finetuning", parameters().all(), adam, loss::of));
  }

  @Override
  public Tensor encode(Tensor x) {
    if (spec.free > 0) {
      return base.encode(x);
    }
    try (Scope s = Scope.withoutGradients()) {
      return s.keep(base.encode(x).detach());
    }
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
    throw EngramException.usage("a finetuned classifier does not decode");
  }

  @Override
  public Map<String, Tensor> score(Input in) {
    return Classification.scores(logits(in.x(), Mode.USE), in.requireLabels());
  }

  @Override
  public Outline outline() {
    return outline;
  }
}
