package engram.train;

import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A model that behaves as another one, but for its codes.
 *
 * @param codes what becomes of the true codes; none where it does not encode
 * @param bayesian whether it has a prior and a likelihood
 */
record Unwell(Model well, Optional<UnaryOperator<Tensor>> codes, boolean bayesian)
    implements Model {
  /** Says nothing of its codes. */
  static Unwell mute(Model well) {
    return new Unwell(well, Optional.empty(), false);
  }

  static Unwell with(Model well, UnaryOperator<Tensor> codes) {
    return new Unwell(well, Optional.of(codes), false);
  }

  @Override
  public Outline outline() {
    return well.outline();
  }

  @Override
  public boolean encodes() {
    return codes.isPresent();
  }

  @Override
  public Tensor encode(Tensor x) {
    return codes.orElseThrow().apply(well.encode(x));
  }

  @Override
  public Tensor decode(Tensor z) {
    return well.decode(z);
  }

  @Override
  public Optional<Tensor> prior(int n) {
    return bayesian
        ? Optional.of(Tensors.normal(outline().setting().device(), n, outline().latent()))
        : Optional.empty();
  }

  @Override
  public boolean logLikelihoodKnown() {
    return bayesian;
  }

  @Override
  public List<Phase> phases() {
    return well.phases();
  }

  @Override
  public Map<String, Tensor> score(Input in) {
    return well.score(in);
  }
}
