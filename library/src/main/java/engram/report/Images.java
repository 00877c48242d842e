package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import engram.math.Matrix;

/**
 * Pictures of one shape.
 *
 * @param values one picture per row, channels then rows then columns, in [0, 1]; what lies outside
 *     is drawn as the nearer end, NaN in magenta
 * @param shape grey (1 channel) or colour (3)
 */
public record Images(Matrix values, ImageShape shape) {
  private static final int MAGENTA = 0xFF00FF;

  public Images {
    Check.require(
        shape.channels() == 1 || shape.channels() == 3,
        "images must have 1 or 3 channels, got " + shape.channels());
    Check.require(values.rows() >= 1, "a figure needs at least one image");
    Check.require(
        values.columns() == shape.values(),
        "images of " + shape + " have " + shape.values() + " values, got " + values.columns());
  }

  /** Number of pictures. */
  public int count() {
    return values.rows();
  }

  /** The colour of a pixel as 0xRRGGBB. */
  int rgb(int image, int row, int column) {
    int at = row * shape.width() + column;
    if (shape.channels() == 1) {
      float v = values.get(image, at);
      return Float.isNaN(v) ? MAGENTA : level(v) * 0x010101;
    }
    int area = shape.height() * shape.width();
    float red = values.get(image, at);
    float green = values.get(image, at + area);
    float blue = values.get(image, at + 2 * area);
    return Float.isNaN(red + green + blue)
        ? MAGENTA
        : level(red) << 16 | level(green) << 8 | level(blue);
  }

  private static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }
}
