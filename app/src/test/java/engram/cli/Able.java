package engram.cli;

import engram.model.Denoiser;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Translator;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that gives back its input; its corruption halves every pixel and its translation to
 * another domain inverts the image.
 *
 * @param like a model for images of the same size
 */
record Able(Model like) implements Model, Denoiser, Translator {
  @Override
  public Outline outline() {
    Outline o = like.outline();
    int pixels = o.setting().shape().values();
    return new Outline(o.spec(), o.setting(), o.parameters(), pixels, o.objective());
  }

  @Override
  public Tensor encode(Tensor x) {
    return x.flattenImages();
  }

  @Override
  public Tensor decode(Tensor z) {
    return z.reshape(-1, 1, 28, 28);
  }

  @Override
  public Tensor corrupt(Tensor x) {
    return x.times(0.5).plus(Tensors.normalLike(x).times(0));
  }

  @Override
  public int domains() {
    return 2;
  }

  @Override
  public Tensor translate(Tensor x, int from, int to) {
    return from == to ? x : x.negate().plus(1);
  }

  @Override
  public List<Phase> phases() {
    return like.phases();
  }

  @Override
  public Map<String, Tensor> score(Input input) {
    return Map.of();
  }

  /** A model that decodes and has a prior, but does not encode. */
  record Generator(Model like) implements Model {
    @Override
    public Outline outline() {
      return like.outline();
    }

    @Override
    public boolean encodes() {
      return false;
    }

    @Override
    public Tensor encode(Tensor x) {
      throw new UnsupportedOperationException("does not encode");
    }

    @Override
    public Tensor decode(Tensor z) {
      return like.decode(z);
    }

    @Override
    public Optional<Tensor> prior(int n) {
      return Optional.of(Tensors.normal(outline().setting().device(), n, outline().latent()));
    }

    @Override
    public List<Phase> phases() {
      return like.phases();
    }

    @Override
    public Map<String, Tensor> score(Input input) {
      return Map.of();
    }
  }
}
