package engram.data;

import java.util.Arrays;

/** One decoded image: bytes in the order channels, rows, columns. */
final class Picture {
  private final ImageShape shape;
  private final byte[] values;

  /** The caller gives {@code values} away. */
  Picture(ImageShape shape, byte[] values) {
    this.shape = shape;
    this.values = values;
  }

  ImageShape shape() {
    return shape;
  }

  byte[] values() {
    return values;
  }

  /** The same image with one channel if its three are equal. */
  Picture greyIfPossible() {
    int n = shape.height() * shape.width();
    if (shape.channels() == 1
        || !Arrays.equals(values, 0, n, values, n, 2 * n)
        || !Arrays.equals(values, 0, n, values, 2 * n, 3 * n)) {
      return this;
    }
    return new Picture(ImageShape.grey(shape.height(), shape.width()), Arrays.copyOf(values, n));
  }

  /** The same image with three channels. */
  Picture colour() {
    if (shape.channels() == 3) {
      return this;
    }
    int n = values.length;
    byte[] colour = Arrays.copyOf(values, 3 * n);
    System.arraycopy(values, 0, colour, n, n);
    System.arraycopy(values, 0, colour, 2 * n, n);
    return new Picture(new ImageShape(3, shape.height(), shape.width()), colour);
  }

  Picture resized(int height, int width) {
    return new Picture(
        new ImageShape(shape.channels(), height, width),
        Resize.bytes(values, shape, height, width));
  }
}
