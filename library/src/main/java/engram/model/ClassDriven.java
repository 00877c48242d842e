package engram.model;

import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.Optional;
import java.util.OptionalDouble;

/** A model that can be driven to think of a class, without an image. */
public interface ClassDriven extends Model {
  /** Codes {@code [n, latent]} of things of classes {@code labels [n]} (I64), drawn at random. */
  Tensor driven(Tensor labels);

  /** Codes of things of classes that are drawn at random, all equally likely. */
  @Override
  default Optional<Tensor> prior(int n) {
    Setting setting = outline().setting();
    return Optional.of(driven(Tensors.randomInts(setting.device(), setting.classes(), n)));
  }

  @Override
  default OptionalDouble priorDeviation() {
    return OptionalDouble.empty();
  }
}
