package engram.train;

import engram.data.Batch;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.data.Pixels;
import engram.model.Input;
import engram.tensor.DType;
import engram.tensor.Device;
import engram.tensor.Host;
import engram.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Turns stored images into model input; the only way from data to tensors. */
public final class Feed {
  private Feed() {}

  /** The images and labels in {@code batch} as update {@code step} sees them. */
  public static Input input(Batch batch, DataSet data, long step, Device device) {
    return new Input(
        step,
        images(batch, device),
        labels(batch, data, device),
        batch.linked().stream().map(other -> images(other, device)).toList());
  }

  /** Images {@code [n, channels, height, width]} in [0, 1]. */
  public static Tensor images(Batch batch, Device device) {
    ImageShape s = batch.shape();
    long[] shape = {batch.size(), s.channels(), s.height(), s.width()};
    return batch.element() == Pixels.Element.U8
        ? Host.uploadUnit(batch.images(), device, shape)
        : Host.upload(batch.images(), DType.F32, device, shape);
  }

  private static @Nullable Tensor labels(Batch batch, DataSet data, Device device) {
    return data.hasLabels() ? Host.upload(batch.labels(), device) : null;
  }
}
