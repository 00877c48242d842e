package engram.train;

import engram.base.Seed;
import engram.data.DataSet;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Setting;
import engram.nn.Loss;
import engram.tensor.Device;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A model of one number w, which starts at 0, with losses and a score made to order. */
final class Toy implements Model {
  /** The hyperparameters of a model that has none. */
  record Nothing() {}

  private final Outline outline;
  private final Tensor w;
  private final List<Phase> phases = new ArrayList<>();

  Toy(DataSet data) {
    Setting setting = new Setting(data.shape(), data.classNames().size(), Device.CPU, new Seed(1));
    Parameters parameters = new Parameters();
    w = parameters.add("w", Tensors.zeros(Device.CPU, 1));
    outline = new Outline(new Nothing(), setting, parameters, data.shape().values(), "score");
  }

  /** With one more phase of plain gradient descent. */
  Toy phase(String name, double rate, BiFunction<Tensor, Input, Tensor> loss) {
    return phase(name, new Optimiser.Sgd(rate, 0, 0), loss);
  }

  /** With one more phase. */
  Toy phase(String name, Optimiser.Rule rule, BiFunction<Tensor, Input, Tensor> loss) {
    Loss<Input> term = Loss.term("loss", in -> loss.apply(w, in));
    phases.add(new Phase(name, List.of(w), rule, term::of));
    return this;
  }

  /** With w one larger after each step. */
  static Toy counting(DataSet data) {
    return new Toy(data).phase("count", 1, (w, in) -> w.negate().sum());
  }

  double w() {
    return w.item();
  }

  @Override
  public Outline outline() {
    return outline;
  }

  @Override
  public Tensor encode(Tensor x) {
    return x.flattenImages();
  }

  @Override
  public Tensor decode(Tensor z) {
    return z.reshape(-1, 1, 28, 28).clamp(0, 1);
  }

  @Override
  public List<Phase> phases() {
    return phases;
  }

  /** {@code score} is (w - 3)^2 for every image, {@code mean} the mean of its pixels. */
  @Override
  public Map<String, Tensor> score(Input in) {
    Tensor mean = in.x().flattenImages().mean(1);
    return Map.of("mean", mean, "score", w.minus(3).square().expand(in.x().size(0)));
  }
}
