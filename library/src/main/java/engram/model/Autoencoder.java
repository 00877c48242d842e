package engram.model;

import engram.nn.Layer;
import engram.nn.Mode;
import engram.nn.Reconstruction;
import engram.tensor.Tensor;
import java.util.Map;

/** A model of two networks: one from images to codes, one from codes to the logits of pixels. */
public interface Autoencoder extends Model {
  /** {@code [n, channels, height, width]} to codes {@code [n, latent]}. */
  Layer encoder();

  /** Codes {@code [n, latent]} to logits {@code [n, channels, height, width]}. */
  Layer decoder();

  @Override
  default Tensor encode(Tensor x) {
    return encoder().apply(x, Mode.USE);
  }

  @Override
  default Tensor decode(Tensor z) {
    return decoder().apply(z, Mode.USE).sigmoid();
  }

  @Override
  default Map<String, Tensor> score(Input in) {
    return Reconstruction.scores(decoder().apply(encode(in.x()), Mode.USE), in.x());
  }
}
