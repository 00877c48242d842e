package engram.model;

import engram.tensor.Tensor;

/** A model that turns images of one domain into images of another; a label is a domain. */
public interface Translator extends Model {
  /** Number of domains, counted from 0. */
  int domains();

  /**
   * Images of domain {@code to} made of images {@code x [n, channels, height, width]} of domain
   * {@code from}; their plain reconstruction where both are the same.
   */
  Tensor translate(Tensor x, int from, int to);
}
