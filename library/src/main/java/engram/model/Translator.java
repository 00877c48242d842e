package engram.model;

import engram.tensor.Tensor;

/** A model that turns images of one class into images of another. */
public interface Translator {
  /** How many classes it knows; they are numbered from 0 as the labels are. */
  int domains();

  /** Images {@code x [n, channels, height, width]} of class {@code from} as of class {@code to}. */
  Tensor translate(Tensor x, int from, int to);
}
