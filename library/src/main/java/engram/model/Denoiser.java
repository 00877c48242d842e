package engram.model;

import engram.tensor.Tensor;

/** A model that learns to undo a corruption of its input. */
public interface Denoiser extends Model {
  /**
   * Images {@code x [n, channels, height, width]} corrupted as in training, of the same shape and
   * in [0, 1]; draws from the engine's random stream.
   */
  Tensor corrupt(Tensor x);
}
