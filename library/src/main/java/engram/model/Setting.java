package engram.model;

import engram.base.Seed;
import engram.data.ImageShape;
import engram.tensor.Device;

/**
 * What a model is built for.
 *
 * @param shape of each image
 * @param classes number of classes, 0 without labels
 * @param device where its weights live
 * @param seed of its initial weights
 */
public record Setting(ImageShape shape, int classes, Device device, Seed seed) {}
