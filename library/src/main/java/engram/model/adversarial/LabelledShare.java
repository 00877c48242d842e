package engram.model.adversarial;

import engram.tensor.DType;
import engram.tensor.Device;
import engram.tensor.Tensor;
import engram.tensor.Tensors;

/** Which images count as labelled where only a share of the labels may be used. */
final class LabelledShare {
  private static final int BINS = 1009;

  private LabelledShare() {}

  /**
   * 1 for about a {@code share} of the images {@code x [n, c, h, w]}, 0 for the others: {@code
   * [n]}, F32. An image is chosen by a whole-number hash of its bytes, so that it is the same in
   * every batch and epoch.
   */
  static Tensor of(Tensor x, double share, Device device) {
    Tensor bytes = x.flattenImages().times(255).plus(0.5).to(DType.I64).to(DType.F64);
    Tensor place = Tensors.range(device, bytes.size(1)).times(7).plus(3);
    Tensor hash = bytes.times(place).sum(1).remainder(BINS);
    return hash.negate().above(-BINS * share);
  }
}
