package engram.model;

import engram.tensor.Parameters;
import engram.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model of images: how it encodes, decodes, scores, and is trained.
 *
 * <p>Its parameters live in the scope it was made in. All methods are pure functions of the
 * parameters and the engine's random stream; results belong to the caller's scope.
 */
public interface Model {
  /** What it is made of. */
  Outline outline();

  /**
   * What a model is made of.
   *
   * @param spec the hyperparameters it was made with
   * @param setting what it was made for
   * @param parameters everything it learns
   * @param latent number of units in a code
   * @param objective name of the score by which validation judges; lower is better
   */
  record Outline(
      Record spec, Setting setting, Parameters parameters, int latent, String objective) {}

  /** Everything it learns. */
  default Parameters parameters() {
    return outline().parameters();
  }

  /** True if {@link #encode} works. */
  default boolean encodes() {
    return true;
  }

  /** Codes {@code [n, latent]} of images {@code [n, channels, height, width]}. */
  Tensor encode(Tensor x);

  /** True if {@link #decode} works. */
  default boolean decodes() {
    return true;
  }

  /** Images in [0, 1] of codes {@code [n, latent]}; only if {@link #decodes}. */
  Tensor decode(Tensor z);

  /** {@code n} codes drawn from the model's own prior, if it has one. */
  default Optional<Tensor> prior(int n) {
    return Optional.empty();
  }

  /** The standard deviation of that prior where it is N(0, s^2 I). */
  default OptionalDouble priorDeviation() {
    return prior(1).isPresent() ? OptionalDouble.of(1) : OptionalDouble.empty();
  }

  /** True if {@link #logLikelihood} gives an estimate. */
  default boolean logLikelihoodKnown() {
    return false;
  }

  /**
   * Estimate of {@code log p(x)} of each image in nats, {@code [n]}, from {@code samples} draws of
   * z from q(z|x) (Burda et al. 2016, equation 8), if the model has a likelihood.
   */
  default Optional<Tensor> logLikelihood(Tensor x, int samples) {
    return Optional.empty();
  }

  /** The updates of one training step, in order. */
  List<Phase> phases();

  /**
   * Metrics of each image, {@code [n]} each, named with their unit as in the design; in use mode.
   * The mean over a data set is the metric of the set.
   */
  Map<String, Tensor> score(Input input);
}
