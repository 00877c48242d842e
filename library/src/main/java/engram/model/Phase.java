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
 */
public record Phase(
    String name, List<Tensor> parameters, Optimiser.Rule rule, Function<Input, Loss.Value> loss) {}
