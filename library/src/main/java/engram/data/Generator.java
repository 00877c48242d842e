package engram.data;

import engram.base.Seed;

/** A built-in source of images with known factors, found by ServiceLoader. */
public interface Generator {
  /** The name by which a data argument asks for this source, such as {@code digits}. */
  String name();

  /**
   * The first {@code count} images of the endless sequence that {@code seed} stands for: image
   * {@code i} depends on the seed and {@code i} alone.
   *
   * @throws IllegalArgumentException if {@code count} is below 1 or the images do not fit one array
   */
  DataSet generate(int count, Seed seed);
}
