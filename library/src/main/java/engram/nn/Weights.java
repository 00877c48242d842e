package engram.nn;

import engram.base.Seed;
import engram.nn.Layer.BatchNorm;
import engram.nn.Layer.Convolution;
import engram.nn.Layer.Linear;
import engram.nn.Layer.Spectral;
import engram.nn.Layer.TransposedConvolution;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Parameters;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import engram.tensor.Tensors.Normalisation;
import engram.tensor.Tensors.Transposed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Makes layers whose weights are registered as parameters. They are drawn from U(-r, r), r = 1 /
 * sqrt(fan in), which is PyTorch's default for linear and convolutional layers, or, after {@link
 * #normal}, from a normal distribution.
 */
public final class Weights {
  private final Parameters parameters;
  private final Device device;
  private final Seed seed;
  private final double deviation;
  private final Naming naming;

  /**
   * What becomes of a layer called {@code name}.
   *
   * @param prefix it is registered as {@code prefix + name}
   * @param drawnAs and drawn as {@code drawnAs + name}
   * @param learned whether it is a parameter, or a buffer
   */
  private record Naming(String prefix, String drawnAs, boolean learned) {}

  /** Weights drawn from {@code seed}, each by its own name, so that order does not matter. */
  public Weights(Parameters parameters, Device device, Seed seed) {
    this(parameters, device, seed, 0, new Naming("", "", true));
  }

  private Weights(
      Parameters parameters, Device device, Seed seed, double deviation, Naming naming) {
    this.parameters = parameters;
    this.device = device;
    this.seed = seed;
    this.deviation = deviation;
    this.naming = naming;
  }

  /** The same, but with weights from N(0, deviation^2) and biases of zero. */
  public Weights normal(double deviation) {
    return new Weights(parameters, device, seed, deviation, naming);
  }

  /**
   * The same, but what is called {@code name} is registered as {@code prefix + name} and drawn as
   * if it were {@code drawnAs + name}: what is drawn as the same thing starts alike.
   */
  public Weights under(String prefix, String drawnAs) {
    return with(new Naming(naming.prefix + prefix, naming.drawnAs + drawnAs, naming.learned));
  }

  /** The same, but saved only and not learned. */
  public Weights fixed() {
    return with(new Naming(naming.prefix, naming.drawnAs, false));
  }

  private Weights with(Naming other) {
    return new Weights(parameters, device, seed, deviation, other);
  }

  /** {@code [n, in]} to {@code [n, out]}; parameters {@code name.w [out, in]}, {@code name.b}. */
  public Linear linear(String name, int in, int out) {
    return new Linear(draw(name + ".w", in, out, in), draw(name + ".b", in, out));
  }

  /** A stack of linear layers through {@code widths}, each but the last followed by f. */
  public Layer stack(String name, Activation f, List<Integer> widths) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      Layer layer = linear(name + "." + i, widths.get(i - 1), widths.get(i));
      layers.add(i + 1 < widths.size() ? layer.then(f) : layer);
    }
    return Layer.chain(layers);
  }

  /** Convolution with a {@code k x k} kernel. */
  public Convolution convolution(String name, Kernel kernel, int in, int out) {
    int k = kernel.size();
    int fanIn = in * k * k;
    return new Convolution(
        draw(name + ".w", fanIn, out, in, k, k),
        draw(name + ".b", fanIn, out),
        kernel.stride(),
        kernel.padding());
  }

  /** Transposed convolution that turns {@code from} rows and columns into {@code to}. */
  public TransposedConvolution transposed(
      String name, Kernel kernel, Channels c, Size from, Size to) {
    int k = kernel.size();
    int fanIn = c.out() * k * k;
    Transposed how =
        new Transposed(
            kernel.stride(),
            kernel.padding(),
            to.height() - kernel.grown(from.height()),
            to.width() - kernel.grown(from.width()));
    return new TransposedConvolution(
        draw(name + ".w", fanIn, c.in(), c.out(), k, k), draw(name + ".b", fanIn, c.out()), how);
  }

  /** Batch normalisation of {@code channels} channels, at first without effect in use. */
  public BatchNorm batchNorm(String name, int channels) {
    return batchNorm(name, channels, this::add);
  }

  /** The same with its scale fixed at 1: each channel has variance 1 and a learned mean. */
  public BatchNorm unitNorm(String name, int channels) {
    return batchNorm(name, channels, this::addBuffer);
  }

  private BatchNorm batchNorm(
      String name, int channels, BiFunction<String, Tensor, Tensor> addScale) {
    try (Scope draft = Scope.withoutGradients()) {
      Tensor one = Tensors.ones(device, channels);
      Tensor zero = Tensors.zeros(device, channels);
      return new BatchNorm(
          new Normalisation(
              draft.keep(addScale.apply(name + ".scale", one)),
              draft.keep(add(name + ".shift", zero)),
              draft.keep(addBuffer(name + ".mean", zero)),
              draft.keep(addBuffer(name + ".variance", one))));
    }
  }

  private Tensor add(String name, Tensor start) {
    return naming.learned ? parameters.add(naming.prefix + name, start) : addBuffer(name, start);
  }

  private Tensor addBuffer(String name, Tensor start) {
    return parameters.addBuffer(naming.prefix + name, start);
  }

  /** {@code layer} with its weights kept at spectral norm 1. */
  public Spectral spectral(String name, Convolution layer) {
    return new Spectral(
        w -> new Convolution(w, layer.b(), layer.stride(), layer.padding()),
        layer.w(),
        singular(name, layer.w()));
  }

  /** {@code layer} with its weights kept at spectral norm 1. */
  public Spectral spectral(String name, Linear layer) {
    return new Spectral(w -> new Linear(w, layer.b()), layer.w(), singular(name, layer.w()));
  }

  private Tensor singular(String name, Tensor w) {
    Engine.seed(seed.child(naming.drawnAs + name + ".u"));
    try (Scope draft = Scope.withoutGradients()) {
      Tensor start = Tensors.normal(device, w.size(0), 1);
      return draft.keep(addBuffer(name + ".u", start));
    }
  }

  private Tensor draw(String name, int fanIn, long... shape) {
    Engine.seed(seed.child(naming.drawnAs + name));
    try (Scope draft = Scope.withoutGradients()) {
      return draft.keep(add(name, start(fanIn, shape)));
    }
  }

  private Tensor start(int fanIn, long... shape) {
    if (deviation > 0) {
      return shape.length == 1
          ? Tensors.zeros(device, shape)
          : Tensors.normal(device, shape).times(deviation);
    }
    double r = 1 / Math.sqrt(fanIn);
    return Tensors.uniform(device, shape).times(2 * r).minus(r);
  }

  /** Channels before and after a layer. */
  public record Channels(int in, int out) {}

  /** Rows and columns of a feature map. */
  public record Size(int height, int width) {
    /** The size after a convolution with {@code kernel}. */
    public Size after(Kernel kernel) {
      return new Size(kernel.shrunk(height), kernel.shrunk(width));
    }
  }

  /** A square kernel's geometry. */
  public record Kernel(int size, int stride, int padding) {
    int shrunk(int length) {
      return Math.floorDiv(length + 2 * padding - size, stride) + 1;
    }

    int grown(int length) {
      return (length - 1) * stride - 2 * padding + size;
    }
  }
}
