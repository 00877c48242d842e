package engram.model;

import engram.nn.Loss;
import engram.tensor.Optimiser;
import engram.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * One named update of one group of parameters: an autoencoder has one, a GAN two.
 *
 * @param name as it appears in events and reports
 * @param parameters what this phase moves
 * @param rule how
 * @param loss what it descends on, as a function of the batch
 * @param after what follows the update, given the batch; returns what a person should be told
 */
public record Phase(
    String name,
    List<Tensor> parameters,
    Optimiser.Rule rule,
    Function<Input, Loss.Value> loss,
    Function<Input, List<String>> after) {
  /** A phase with nothing after its update. */
  public Phase(
      String name, List<Tensor> parameters, Optimiser.Rule rule, Function<Input, Loss.Value> loss) {
    this(name, parameters, rule, loss, in -> List.of());
  }
}
