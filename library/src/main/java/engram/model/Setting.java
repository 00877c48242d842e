package engram.model;

import engram.base.Seed;
import engram.data.ImageShape;
import engram.tensor.Device;
import java.util.List;

/**
 * What a model is built for.
 *
 * @param shape of each image
 * @param classes number of classes, 0 without labels
 * @param device where its weights live
 * @param seed of its initial weights
 * @param linked shapes of the other modalities of the data
 */
public record Setting(
    ImageShape shape, int classes, Device device, Seed seed, List<ImageShape> linked) {
  /** What a model of one modality is built for. */
  public Setting(ImageShape shape, int classes, Device device, Seed seed) {
    this(shape, classes, device, seed, List.of());
  }
}
