package engram.model;

import engram.tensor.Tensor;

/** A model that can be driven to think of a class, without an image. */
public interface ClassDriven extends Model {
  /** Codes {@code [n, latent]} of things of classes {@code labels [n]} (I64), drawn at random. */
  Tensor driven(Tensor labels);
}
