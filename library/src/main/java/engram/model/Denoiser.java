package engram.model;

import engram.tensor.Tensor;

/** A model that is trained to restore corrupted images. */
public interface Denoiser {
  /** {@code x} in [0, 1], corrupted as in training by draws from the engine's random stream. */
  Tensor corrupt(Tensor x);
}
