package engram.report;

import engram.math.Matrix;

/** Turns codes into images. */
@FunctionalInterface
public interface Decoder {
  /** Images [n, values] in [0, 1] for {@code codes} [n, latent]. */
  Matrix decode(Matrix codes);
}
