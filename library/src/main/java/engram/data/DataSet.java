package engram.data;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Seed;
import engram.base.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images of one shape, with optional labels and optional known factors.
 *
 * <p>An immutable view: subsets and splits share the stored pixels. Values stay as they are stored
 * until {@link #read} is called, so a set may be larger than memory.
 */
public final class DataSet {
  private final String name;
  private final ImageShape shape;
  private final Pixels pixels;
  private final int[] rows;
  private final @Nullable Labels labels;
  private final @Nullable Factors factors;
  private final List<DataSet> links;

  private DataSet(String name, ImageShape shape, Pixels pixels, int[] rows, Known known) {
    this.name = name;
    this.shape = shape;
    this.pixels = pixels;
    this.rows = rows;
    this.labels = known.labels;
    this.factors = known.factors;
    this.links = known.links;
  }

  /** What is known of the stored images; {@code links} have one image for each of them. */
  private record Known(@Nullable Labels labels, @Nullable Factors factors, List<DataSet> links) {}

  private Known known() {
    return new Known(labels, factors, links);
  }

  /** All images of {@code pixels}; labels and factors, where given, have one entry per image. */
  public static DataSet of(
      String name,
      ImageShape shape,
      Pixels pixels,
      @Nullable Labels labels,
      @Nullable Factors factors) {
    int n = pixels.count();
    Check.require(labels == null || labels.size() == n, n + " images but not as many labels");
    Check.require(
        factors == null || factors.values().rows() == n, n + " images but not as many factors");
    Known known = new Known(labels, factors, List.of());
    return new DataSet(name, shape, pixels, IntStream.range(0, n).toArray(), known);
  }

  /**
   * This set with the images of {@code other} linked to its own, the first to the first and so on:
   * another modality of the same things.
   *
   * @throws EngramException if there are not as many
   */
  public DataSet linkedTo(DataSet other) {
    if (other.size() != size()) {
      throw EngramException.usage(
          name
              + " has "
              + size()
              + " images, "
              + other.name
              + " that is linked to it "
              + other.size()
              + "; give one for each");
    }
    int[] ofStored = new int[pixels.count()];
    for (int i = 0; i < rows.length; i++) {
      ofStored[rows[i]] = i;
    }
    List<DataSet> more = new ArrayList<>(links);
    more.add(other.select(other.name, ofStored));
    return new DataSet(name, shape, pixels, rows, new Known(labels, factors, List.copyOf(more)));
  }

  /** The other modalities, image by image as here; empty without. */
  public List<DataSet> linked() {
    return links.stream().map(l -> l.select(l.name, rows)).toList();
  }

  public String name() {
    return name;
  }

  public ImageShape shape() {
    return shape;
  }

  /** Number of images. */
  public int size() {
    return rows.length;
  }

  /** How values are stored, and so how {@link #read} writes them. */
  public Pixels.Element element() {
    return pixels.element();
  }

  public boolean hasLabels() {
    return labels != null;
  }

  /** Class of image {@code index}; the set must have labels. */
  public int label(int index) {
    return labelsOrThrow().get(rows[index]);
  }

  /** Class of each image; the set must have labels. */
  public int[] labels() {
    return IntStream.range(0, size()).map(this::label).toArray();
  }

  /** The same images with every value made 0 or 1, {@code SAMPLED} by {@code seed}. */
  public DataSet binarised(Binarisation how, Seed seed) {
    int[] all = IntStream.range(0, pixels.count()).toArray();
    DataSet stored = new DataSet(name, shape, pixels, all, known());
    return new DataSet(name, shape, new BinaryPixels(stored, how, seed), rows, known());
  }

  /** The same images, their classes called {@code names}; at least as many as there are now. */
  public DataSet withClassNames(List<String> names) {
    Known renamed = new Known(labelsOrThrow().named(names), factors, links);
    return new DataSet(name, shape, pixels, rows, renamed);
  }

  /** The same images, without labels where one of them is of a class from {@code classes} on. */
  public DataSet withLabelsBelow(int classes) {
    boolean all = IntStream.range(0, labels == null ? 0 : size()).allMatch(i -> label(i) < classes);
    return all ? this : new DataSet(name, shape, pixels, rows, new Known(null, factors, links));
  }

  /** The images of class {@code label}, in order; none without labels. */
  public DataSet ofClass(int label) {
    IntStream all = hasLabels() ? IntStream.range(0, size()) : IntStream.empty();
    return select(name, all.filter(i -> label(i) == label).toArray());
  }

  /** Names of the classes; empty without labels. */
  public List<String> classNames() {
    return labels == null ? List.of() : labels.names();
  }

  /** Names of the known factors; empty without factors. */
  public List<String> factorNames() {
    return factors == null ? List.of() : factors.names();
  }

  /** Known factors, one row per image of this view. */
  public Optional<engram.math.Matrix> factors() {
    return Optional.ofNullable(factors)
        .map(
            f ->
                engram.math.Matrix.of(
                    size(), f.names().size(), (i, j) -> f.values().get(rows[i], j)));
  }

  /**
   * Appends the stored values of image {@code index} to {@code target} (little-endian).
   *
   * @throws EngramException if a float is NaN, infinite or outside [0, 1]
   */
  public void read(int index, ByteBuffer target) {
    int start = target.position();
    pixels.copy(rows[index], target);
    if (pixels.element() == Pixels.Element.F32) {
      checkRange(index, target, start);
    }
  }

  private void checkRange(int index, ByteBuffer target, int start) {
    for (int i = start; i < target.position(); i += Float.BYTES) {
      float v = target.getFloat(i);
      if (!(v >= 0 && v <= 1)) {
        int value = (i - start) / Float.BYTES;
        throw new EngramException(
            EngramException.Kind.BAD_DATA,
            name
                + ": image "
                + rows[index]
                + ", value "
                + value
                + ": expected a number in [0, 1], got "
                + v);
      }
    }
  }

  /** Image {@code index} as floats in [0, 1]. */
  public float[] image(int index) {
    ByteBuffer b =
        ByteBuffer.allocate(shape.values() * element().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    read(index, b);
    b.flip();
    float[] image = new float[shape.values()];
    for (int i = 0; i < image.length; i++) {
      image[i] = element() == Pixels.Element.U8 ? (b.get() & 0xFF) / 255f : b.getFloat();
    }
    return image;
  }

  /** The images numbered {@code indices}, in that order, under the name {@code newName}. */
  public DataSet select(String newName, int... indices) {
    int[] chosen = Arrays.stream(indices).map(i -> rows[i]).toArray();
    return new DataSet(newName, shape, pixels, chosen, known());
  }

  /** The first {@code n} images, or all if there are fewer. */
  public DataSet first(int n) {
    return select(name, IntStream.range(0, Math.min(n, size())).toArray());
  }

  /** The images from {@code from} to before {@code to}. */
  public DataSet slice(int from, int to) {
    return select(name, IntStream.range(from, to).toArray());
  }

  /**
   * A random subset of {@code n} images with equally many of each class (one more of some classes
   * where {@code n} does not divide); without labels simply a random subset.
   *
   * @throws EngramException if a class, or the set, has too few images
   */
  public DataSet balanced(int n, Seed seed) {
    Check.atLeast("subset size", n, 1);
    int[] order = seed.child("balanced").permutation(size());
    if (n > size()) {
      throw EngramException.usage(
          name + ": a subset of " + n + " was asked for but there are " + size() + " images");
    }
    int[] room = room(n);
    int[] chosen =
        Arrays.stream(order).filter(i -> labels == null || room[label(i)]-- > 0).limit(n).toArray();
    if (chosen.length < n) {
      throw EngramException.usage(
          name
              + ": a class-balanced subset of "
              + n
              + " needs more images of a class than there are");
    }
    Arrays.sort(chosen);
    return select(name + ":" + n, chosen);
  }

  /** The size of the largest subset with equally many images of each class. */
  public int largestBalanced() {
    if (labels == null) {
      return size();
    }
    int[] counts = new int[Math.max(1, classNames().size())];
    IntStream.range(0, size()).forEach(i -> counts[label(i)]++);
    return counts.length * Arrays.stream(counts).min().orElse(0);
  }

  private int[] room(int n) {
    int classes = Math.max(1, classNames().size());
    int[] room = new int[classes];
    for (int c = 0; c < classes; c++) {
      room[c] = n / classes + (c < n % classes ? 1 : 0);
    }
    return room;
  }

  /** Splits off {@code share} of the images at random (at least one of each part). */
  public Split split(double share, Seed seed) {
    Check.within("validation share", share, 0, 0.9);
    Check.require(size() >= 2, name + ": cannot split " + size() + " image");
    int held = Math.min(size() - 1, Math.max(1, (int) Math.round(share * size())));
    int[] order = seed.child("split").permutation(size());
    int[] validation = Arrays.copyOf(order, held);
    int[] train = Arrays.copyOfRange(order, held, order.length);
    Arrays.sort(validation);
    Arrays.sort(train);
    return new Split(select(name, train), select(name + " (validation)", validation));
  }

  /** Two disjoint parts of a set. */
  public record Split(DataSet train, DataSet validation) {}

  /** SHA-256 over shape, stored values, labels and linked data: the identity of the data. */
  public String hash() {
    MessageDigest digest = Sha256.digest();
    digest.update(
        (shape + " " + element() + " " + size() + "\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    ByteBuffer image =
        ByteBuffer.allocate(shape.values() * element().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size(); i++) {
      image.clear();
      pixels.copy(rows[i], image);
      digest.update(image.flip());
      if (labels != null) {
        digest.update((byte) label(i));
        if (label(i) > 0xFF) {
          digest.update((byte) (label(i) >> 8));
        }
      }
    }
    for (DataSet other : linked()) {
      digest.update(other.hash().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest);
  }

  /** Up to {@code most} different images at random, under the same name. */
  public DataSet some(int most, Seed seed) {
    int[] order = seed.permutation(size());
    return select(name, Arrays.copyOf(order, Math.min(most, order.length)));
  }

  /** A random image number for each of {@code n} draws, for pictures and spot checks. */
  public int[] sample(int n, Seed seed) {
    SplittableRandom random = seed.child("sample").random();
    return IntStream.range(0, n).map(i -> random.nextInt(size())).toArray();
  }

  private Labels labelsOrThrow() {
    if (labels == null) {
      throw EngramException.usage(name + ": this data has no labels");
    }
    return labels;
  }
}
