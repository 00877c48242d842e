package engram.data;

import engram.base.Check;
import engram.math.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Resampling of images, along each axis on its own: the mean of the covered area where it shrinks,
 * linear interpolation between pixel centres where it grows.
 */
public final class Resize {
  private final ImageShape from;
  private final Axis rows;
  private final Axis columns;

  private Resize(ImageShape from, int height, int width) {
    this.from = from;
    this.rows = new Axis(from.height(), height);
    this.columns = new Axis(from.width(), width);
  }

  /** {@code data} with every image resampled to {@code height x width}, held on the heap. */
  public static DataSet to(DataSet data, int height, int width) {
    ImageShape shape = new ImageShape(data.shape().channels(), height, width);
    if (shape.equals(data.shape())) {
      return data;
    }
    Resize resize = new Resize(data.shape(), height, width);
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      images.add(store(resize.apply(data.image(i)), data.element()));
    }
    int[] labels = new int[data.size()];
    for (int i = 0; data.hasLabels() && i < labels.length; i++) {
      labels[i] = data.label(i);
    }
    Matrix factors = data.factors().orElse(null);
    return DataSet.of(
        data.name(),
        shape,
        new RowPixels(data.element(), images),
        data.hasLabels() ? new Labels(labels, data.classNames()) : null,
        factors == null ? null : new Factors(data.factorNames(), factors));
  }

  /** {@code image}, of {@code shape} and values 0 to 255, resampled to {@code height x width}. */
  static byte[] bytes(byte[] image, ImageShape shape, int height, int width) {
    float[] values = new float[image.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (image[i] & 0xFF) / 255f;
    }
    return store(new Resize(shape, height, width).apply(values), Pixels.Element.U8);
  }

  /** One image {@code [channels, height, width]} resampled. */
  private float[] apply(float[] image) {
    int c = from.channels();
    float[] wide = new float[c * from.height() * columns.to];
    for (int row = 0; row < c * from.height(); row++) {
      columns.apply(image, row * from.width(), wide, row * columns.to, 1);
    }
    float[] result = new float[c * rows.to * columns.to];
    for (int channel = 0; channel < c; channel++) {
      for (int x = 0; x < columns.to; x++) {
        int in = channel * from.height() * columns.to + x;
        rows.apply(wide, in, result, channel * rows.to * columns.to + x, columns.to);
      }
    }
    return result;
  }

  private static byte[] store(float[] values, Pixels.Element element) {
    byte[] bytes = new byte[values.length * element.bytes()];
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      if (element == Pixels.Element.U8) {
        b.put((byte) Math.round(v * 255));
      } else {
        b.putFloat(Math.min(1, Math.max(0, v)));
      }
    }
    return bytes;
  }

  /** For each output position, the first input position it draws on and the weights from there. */
  private static final class Axis {
    private final int to;
    private final int[] first;
    private final float[][] weights;

    Axis(int from, int to) {
      this.to = Check.atLeast("size", to, 1);
      this.first = new int[to];
      this.weights = new float[to][];
      double scale = (double) from / to;
      for (int i = 0; i < to; i++) {
        if (to < from) {
          area(i, i * scale, Math.min(from, (i + 1) * scale));
        } else {
          linear(i, (i + 0.5) * scale - 0.5, from);
        }
      }
    }

    private void area(int i, double low, double high) {
      first[i] = (int) low;
      int last = Math.max(first[i], (int) Math.ceil(high - 1e-9) - 1);
      weights[i] = new float[last - first[i] + 1];
      for (int j = first[i]; j <= last; j++) {
        double covered = Math.min(high, j + 1.0) - Math.max(low, j);
        weights[i][j - first[i]] = (float) (covered / (high - low));
      }
    }

    private void linear(int i, double centre, int from) {
      double at = Math.min(from - 1.0, Math.max(0, centre));
      first[i] = Math.min((int) at, Math.max(0, from - 2));
      float high = (float) (at - first[i]);
      weights[i] = from == 1 ? new float[] {1} : new float[] {1 - high, high};
    }

    void apply(float[] in, int inAt, float[] out, int outAt, int stride) {
      for (int i = 0; i < to; i++) {
        float sum = 0;
        for (int j = 0; j < weights[i].length; j++) {
          sum += weights[i][j] * in[inAt + (first[i] + j) * stride];
        }
        out[outAt + i * stride] = sum;
      }
    }
  }
}
