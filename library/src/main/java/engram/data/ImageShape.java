package engram.data;

import engram.base.Check;

/**
 * The size of one image.
 *
 * @param channels 1 for grey, 3 for colour
 * @param height rows of pixels
 * @param width pixels in a row
 */
public record ImageShape(int channels, int height, int width) {
  /** The largest number of values in one image. */
  public static final int MAX_VALUES = 1 << 26;

  public ImageShape {
    Check.atLeast("channels", channels, 1);
    Check.atLeast("height", height, 1);
    Check.atLeast("width", width, 1);
    Check.require(
        (long) channels * height <= MAX_VALUES && (long) channels * height * width <= MAX_VALUES,
        "an image may have at most "
            + MAX_VALUES
            + " values, got "
            + channels
            + "x"
            + height
            + "x"
            + width);
  }

  /** A grey image. */
  public static ImageShape grey(int height, int width) {
    return new ImageShape(1, height, width);
  }

  /** Values in one image: channels x height x width. */
  public int values() {
    return channels * height * width;
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
