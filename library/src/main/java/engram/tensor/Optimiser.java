package engram.tensor;

import java.util.List;
import java.util.Map;

/** Moves a fixed group of parameters against their gradients, and remembers what it needs to. */
public interface Optimiser {
  /**
   * One update in place.
   *
   * @param gradients one per parameter, in the group's order
   * @param learningRate this step's rate
   */
  void step(List<Tensor> gradients, double learningRate);

  /** The group of parameters, in its order. */
  List<Tensor> parameters();

  /**
   * One update in place against the gradient of {@code loss}, a single value made from all of the
   * parameters, else none moves and {@link TensorException} is thrown. Once for each loss, as
   * {@link Tensor#gradients}.
   */
  default void descend(Tensor loss, double learningRate) {
    try (Scope s = new Scope()) {
      step(loss.gradients(parameters()), learningRate);
    }
  }

  /** What a checkpoint must hold, by a name that is unique within this optimiser. */
  Map<String, Tensor> state();

  /**
   * Which update rule, with its constants; {@link #create} gives it a group of parameters.
   *
   * <p>Every rule carries the base learning rate; weight decay adds {@code weightDecay * p} to each
   * gradient, but for AdamW, which shrinks the parameters instead (Loshchilov and Hutter 2019).
   */
  sealed interface Rule permits Adam, AdamW, Sgd, RmsProp {
    /** The learning rate before any schedule. */
    double learningRate();

    /** An optimiser of {@code parameters}, whose state lives in the current scope. */
    Optimiser create(List<Tensor> parameters);
  }

  /** Adam (Kingma and Ba 2015, algorithm 1), fused into one pass over all parameters. */
  record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
      implements Rule {
    /** Adam with the paper's constants. */
    public static Adam of(double learningRate) {
      return new Adam(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    /** The same with weight decay. */
    public Adam withWeightDecay(double decay) {
      return new Adam(learningRate, beta1, beta2, epsilon, decay);
    }

    @Override
    public Optimiser create(List<Tensor> parameters) {
      return new FusedAdam("aten::_fused_adam_", this, parameters);
    }
  }

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2). */
  record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
      implements Rule {
    @Override
    public Optimiser create(List<Tensor> parameters) {
      Adam constants = new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
      return new FusedAdam("aten::_fused_adamw_", constants, parameters);
    }
  }

  /** Stochastic gradient descent with momentum: {@code v = mu v + g; p = p - rate v}. */
  record Sgd(double learningRate, double momentum, double weightDecay) implements Rule {
    @Override
    public Optimiser create(List<Tensor> parameters) {
      return new MomentumSgd(this, parameters);
    }
  }

  /**
   * RMSProp (Tieleman and Hinton 2012): {@code s = a s + (1 - a) g^2; p -= rate g / (sqrt s + e)}.
   */
  record RmsProp(double learningRate, double alpha, double epsilon, double weightDecay)
      implements Rule {
    @Override
    public Optimiser create(List<Tensor> parameters) {
      return new RootMeanSquare(this, parameters);
    }
  }
}
