package engram.model;

import engram.data.ImageShape;
import engram.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of several modalities of the same things that share one code; modality 0 is the image,
 * the others are those that its training data was linked to.
 */
public interface Linked extends Model {
  /** The shape of one thing in each modality. */
  List<ImageShape> modalities();

  /**
   * Codes {@code [n, latent]} of n things.
   *
   * @param seen in each modality {@code [n, channels, height, width]}, or null where not seen; at
   *     least one is
   */
  Tensor encode(List<@Nullable Tensor> seen);

  /** The things of codes {@code z [n, latent]} in modality {@code m}, values in [0, 1]. */
  Tensor decode(Tensor z, int m);
}
