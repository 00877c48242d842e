package engram.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads one image file: PNG, JPEG, GIF (first frame), BMP or PGM, told apart by content.
 *
 * <p>Our own checks come first; only then does the platform's decoder see the pixels, and never the
 * metadata. Transparency is dropped.
 */
final class ImageFile {
  private ImageFile() {}

  static Picture read(Path file) {
    FileBytes in = FileBytes.read(file);
    if (Pgm.is(in)) {
      return Pgm.read(in);
    }
    if (Png.is(in)) {
      return decode(in, "png", Png.checked(in));
    }
    if (Jpeg.is(in)) {
      return decode(in, "jpeg", Jpeg.checked(in));
    }
    if (GifBmp.isGif(in)) {
      return decode(in, "gif", GifBmp.checkedGif(in));
    }
    if (GifBmp.isBmp(in)) {
      return decode(in, "bmp", GifBmp.checkedBmp(in));
    }
    throw in.bad(0, "expected a PNG, JPEG, GIF, BMP or PGM image");
  }

  private static Picture decode(FileBytes in, String format, byte[] checked) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(checked));
    try {
      reader.setInput(stream, true, true);
      reader.addIIOReadWarningListener(
          (source, warning) -> {
            throw new IllegalStateException(warning);
          });
      return picture(reader.read(0));
    } catch (IOException | RuntimeException e) {
      int dropped = in.size() - checked.length;
      throw in.bad(
          dropped + position(stream),
          "damaged " + format + " image, here or before (" + e.getMessage() + ")");
    } finally {
      reader.dispose();
    }
  }

  /** How far the decoder has read. */
  private static int position(ImageInputStream stream) {
    try {
      return (int) stream.getStreamPosition();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Picture picture(BufferedImage image) {
    ColorModel model = image.getColorModel();
    boolean grey =
        model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(model instanceof IndexColorModel);
    return grey ? grey(image) : colour(image).greyIfPossible();
  }

  /** Samples as stored: asking the image for colours would change their brightness. */
  private static Picture grey(BufferedImage image) {
    Raster raster = image.getRaster();
    int max = (1 << image.getColorModel().getComponentSize(0)) - 1;
    ImageShape shape = ImageShape.grey(image.getHeight(), image.getWidth());
    byte[] values = new byte[shape.values()];
    int[] row = new int[shape.width()];
    for (int y = 0; y < shape.height(); y++) {
      raster.getSamples(0, y, shape.width(), 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        values[y * row.length + x] = (byte) ((row[x] * 255 + max / 2) / max);
      }
    }
    return new Picture(shape, values);
  }

  private static Picture colour(BufferedImage image) {
    ImageShape shape = new ImageShape(3, image.getHeight(), image.getWidth());
    int plane = shape.height() * shape.width();
    byte[] values = new byte[shape.values()];
    int[] row = new int[shape.width()];
    for (int y = 0; y < shape.height(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        int at = y * row.length + x;
        values[at] = (byte) (row[x] >> 16);
        values[at + plane] = (byte) (row[x] >> 8);
        values[at + 2 * plane] = (byte) row[x];
      }
    }
    return new Picture(shape, values);
  }
}
