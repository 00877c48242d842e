package engram.data;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.exchange.Npz;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images in NumPy files.
 *
 * <p>{@code .npy}: one array {@code [n, height, width]}, {@code [n, channels, height, width]} or
 * {@code [n, side * side]}; bytes, or floats in [0, 1]. {@code .npz}: entries {@code x_train},
 * {@code x_test} (and {@code y_train}, {@code y_test}), or {@code x}, {@code images} or the first
 * array, with optional labels {@code y} or {@code labels}. A value that is not in [0, 1] is refused
 * with its place: at once if the array is on the heap, otherwise when its image is read.
 */
public final class NpyData {
  private static final int MAX_CLASS = 1 << 16;
  private static final int MAX_CHANNELS = 4;

  private NpyData() {}

  /** The parts of the {@code .npy} or {@code .npz} file {@code file}. */
  public static Parts in(Path file) {
    if (file.toString().endsWith(".npy")) {
      return Parts.whole(() -> whole(file));
    }
    Map<String, NdArray> arrays = Npz.read(file);
    if (arrays.containsKey("x_train") && arrays.containsKey("x_test")) {
      return Parts.of(
          () -> named(file, arrays, "x_train", "y_train"),
          () -> named(file, arrays, "x_test", "y_test"));
    }
    String images =
        Stream.concat(Stream.of("x", "images"), arrays.keySet().stream())
            .filter(arrays::containsKey)
            .findFirst()
            .orElseThrow(() -> EngramException.badData(file, "the archive holds no arrays"));
    String labels = arrays.containsKey("y") ? "y" : "labels";
    return Parts.whole(() -> named(file, arrays, images, labels));
  }

  /** All images of the {@code .npy} file {@code file}. */
  public static DataSet whole(Path file) {
    return dataSet(file, Npy.open(file), null);
  }

  private static DataSet named(
      Path file, Map<String, NdArray> arrays, String images, String labels) {
    NdArray x = arrays.get(images);
    if (x == null) {
      throw EngramException.badData(file, "there is no array '" + images + "'");
    }
    return dataSet(file, x, labels.equals(images) ? null : arrays.get(labels));
  }

  private static DataSet dataSet(Path file, NdArray images, @Nullable NdArray labels) {
    requireType(images);
    ImageShape shape = shape(images);
    long n = images.shape().get(0);
    if (n < 1 || n > Integer.MAX_VALUE - 8) {
      throw bad(images, "expected 1 to 2^31 - 9 images, got " + n);
    }
    StoredPixels pixels = new StoredPixels(images, (int) n, shape.values());
    if (!images.isOnDisk()) {
      requireInRange(images, shape, pixels);
    }
    return DataSet.of(
        String.valueOf(file.getFileName()),
        shape,
        pixels,
        labels == null ? null : labels(labels, (int) n),
        null);
  }

  private static void requireType(NdArray images) {
    NdArray.Type type = images.type();
    if (type != NdArray.Type.U8 && !type.isFloat()) {
      throw bad(images, "expected images of uint8, float32 or float64, got " + type);
    }
  }

  private static ImageShape shape(NdArray images) {
    List<Long> s = images.shape();
    return switch (s.size()) {
      case 2 -> square(images, s.get(1));
      case 3 -> shape(images, 1, s.get(1), s.get(2));
      case 4 -> shape(images, s.get(1), s.get(2), s.get(3));
      default ->
          throw bad(images, "expected [n, h, w], [n, c, h, w] or [n, side * side], got " + s);
    };
  }

  private static ImageShape square(NdArray images, long values) {
    long side = Math.round(Math.sqrt((double) values));
    if (side * side != values) {
      throw bad(images, values + " values are no square image; reshape it to [n, h, w]");
    }
    return shape(images, 1, side, side);
  }

  private static ImageShape shape(NdArray images, long channels, long height, long width) {
    if (channels < 1 || channels > MAX_CHANNELS) {
      String hint = width <= MAX_CHANNELS ? "; transpose [n, h, w, c] to [n, c, h, w]" : "";
      throw bad(images, "expected 1 to " + MAX_CHANNELS + " channels, got " + channels + hint);
    }
    long limit = ImageShape.MAX_VALUES;
    if (height < 1 || width < 1 || height > limit || width > limit / (channels * height)) {
      throw bad(
          images, "expected images of 1 to " + limit + " values, got " + height + "x" + width);
    }
    return new ImageShape((int) channels, (int) height, (int) width);
  }

  private static void requireInRange(NdArray images, ImageShape shape, StoredPixels pixels) {
    if (pixels.element() == Pixels.Element.U8) {
      return;
    }
    int values = shape.values();
    ByteBuffer b = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < pixels.count(); i++) {
      pixels.copy(i, b.clear());
      for (int j = 0; j < values; j++) {
        float v = b.getFloat(j * Float.BYTES);
        if (!(v >= 0 && v <= 1)) {
          throw bad(
              images, "image " + i + ", value " + j + ": expected a number in [0, 1], got " + v);
        }
      }
    }
  }

  private static Labels labels(NdArray array, int n) {
    if (!array.shape().equals(List.of((long) n))) {
      throw bad(array, "expected " + n + " labels, one for each image, got " + array.shape());
    }
    int[] labels = array.toInts();
    for (int i = 0; i < n; i++) {
      if (labels[i] < 0 || labels[i] >= MAX_CLASS) {
        throw bad(
            array, "label " + i + ": expected 0 to " + (MAX_CLASS - 1) + ", got " + labels[i]);
      }
    }
    return Labels.numbered(labels);
  }

  private static EngramException bad(NdArray array, String what) {
    return new EngramException(Kind.BAD_DATA, array.name() + ": " + what);
  }
}
