package engram.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.List;

/**
 * A reusable place for the images and labels of one training step, off the heap, so that native
 * code reads it where it lies. Not for use by several threads at once.
 */
public final class Batch {
  private final DataSet data;
  private final ByteBuffer images;
  private final IntBuffer labels;
  private final List<Batch> linked;

  /** Room for {@code capacity} images of {@code data}. */
  public Batch(DataSet data, int capacity) {
    this.data = data;
    int perImage = data.shape().values() * data.element().bytes();
    this.images =
        ByteBuffer.allocateDirect(Math.multiplyExact(capacity, perImage))
            .order(ByteOrder.LITTLE_ENDIAN);
    this.labels =
        ByteBuffer.allocateDirect(capacity * Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .asIntBuffer();
    this.linked = data.linked().stream().map(other -> new Batch(other, capacity)).toList();
  }

  /** Replaces the content by the images numbered {@code order[from]} to {@code order[to - 1]}. */
  public void fill(int[] order, int from, int to) {
    images.clear();
    labels.clear();
    boolean labelled = data.hasLabels();
    for (int i = from; i < to; i++) {
      data.read(order[i], images);
      labels.put(labelled ? data.label(order[i]) : -1);
    }
    images.flip();
    labels.flip();
    linked.forEach(other -> other.fill(order, from, to));
  }

  /** Number of images now held. */
  public int size() {
    return labels.limit();
  }

  /** The same things in the other modalities of the data. */
  public List<Batch> linked() {
    return linked;
  }

  /** Shape of each image. */
  public ImageShape shape() {
    return data.shape();
  }

  /** How values are stored in {@link #images}. */
  public Pixels.Element element() {
    return data.element();
  }

  /**
   * The stored values {@code [size, channels, height, width]} from position 0 to the limit: direct,
   * little-endian, overwritten by the next {@link #fill}.
   */
  public ByteBuffer images() {
    return images;
  }

  /**
   * The classes {@code [size]}, -1 where unknown: direct, overwritten by the next {@link #fill}.
   */
  public IntBuffer labels() {
    return labels;
  }
}
