package engram.data;

import engram.base.Seed;

/** A built-in source of images that needs no download; found by {@link java.util.ServiceLoader}. */
public interface Generator {
  /** The name a person types, e.g. {@code digits}. */
  String name();

  /**
   * Draws {@code count} images with labels, as nearly equally many of each class as possible; the
   * same arguments give the same bytes.
   */
  DataSet generate(int count, Seed seed);
}
