package engram.nn;

import engram.base.Check;
import engram.nn.Weights.Channels;
import engram.nn.Weights.Kernel;
import engram.nn.Weights.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of convolutions, and the chain of transposed convolutions that undoes it size by size, so
 * that images of any size come back at exactly their own.
 */
public final class ConvStack {
  /** One convolution: its kernel and how many channels it makes. */
  public record Stage(Kernel kernel, int channels) {}

  private final Weights weights;
  private final List<Kernel> kernels;
  private final List<Integer> channels = new ArrayList<>();
  private final List<Size> sizes = new ArrayList<>();

  /** A chain of {@code stages} on images of {@code channels} channels and {@code size}. */
  public ConvStack(Weights weights, Size size, int channels, List<Stage> stages) {
    this.weights = weights;
    kernels = stages.stream().map(Stage::kernel).toList();
    this.channels.add(channels);
    sizes.add(size);
    for (Stage stage : stages) {
      this.channels.add(stage.channels);
      sizes.add(sizes.get(sizes.size() - 1).after(stage.kernel));
    }
    Check.require(
        Math.min(inner().height(), inner().width()) >= 1,
        stages.size() + " convolutions are too many for images of " + size);
  }

  /** Rows and columns of the innermost feature maps. */
  public Size inner() {
    return sizes.get(kernels.size());
  }

  /** Channels of the innermost feature maps. */
  public int innerChannels() {
    return channels.get(kernels.size());
  }

  /** Values of the innermost feature maps. */
  public int values() {
    return innerChannels() * inner().height() * inner().width();
  }

  /** {@code [n, c, h, w]} to {@code [n, values]}: layers {@code name1, name2, ...}, each then f. */
  public Layer down(String name, Activation f) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size(); i++) {
      Kernel kernel = kernels.get(i - 1);
      layers.add(
          weights.convolution(name + i, kernel, channels.get(i - 1), channels.get(i)).then(f));
    }
    layers.add(Layer.flatten());
    return Layer.chain(layers);
  }

  /** {@code [n, values]} to {@code [n, c, h, w]}: layers {@code ..., name2, name1}, f between. */
  public Layer up(String name, Activation f) {
    List<Layer> layers = new ArrayList<>();
    layers.add(Layer.unflatten(innerChannels(), inner().height(), inner().width()));
    for (int i = sizes.size() - 1; i > 0; i--) {
      Channels through = new Channels(channels.get(i), channels.get(i - 1));
      Layer layer =
          weights.transposed(name + i, kernels.get(i - 1), through, sizes.get(i), sizes.get(i - 1));
      layers.add(i == 1 ? layer : layer.then(f));
    }
    return Layer.chain(layers);
  }
}
