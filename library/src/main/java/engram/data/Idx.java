package engram.data;

import engram.base.EngramException;
import engram.exchange.Bytes;
import engram.exchange.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The IDX files of MNIST and its kin, plain or {@code .gz}.
 *
 * <p>Images are grey bytes {@code [n, rows, columns]} (magic 0x00000803), labels bytes {@code [n]}
 * (0x00000801). Plain files too large for the heap are read where asked. Damage is an {@link
 * EngramException} naming file and byte, found before memory is taken.
 *
 * @see <a href="https://web.archive.org/web/2020/http://yann.lecun.com/exdb/mnist/">format</a>
 */
public final class Idx {
  private static final int LABELS = 0x801;
  private static final int IMAGES = 0x803;
  private static final Pattern IMAGE_FILE = Pattern.compile("(.*?)-?images[-.]idx3-ubyte(\\.gz)?");

  private Idx() {}

  /** The parts of {@code folder}'s IDX files; empty if it holds none. */
  public static Optional<Parts> in(Path folder) {
    return in(folder, List.of());
  }

  /** As {@link #in(Path)}, with the classes called {@code classNames} rather than by number. */
  public static Optional<Parts> in(Path folder, List<String> classNames) {
    List<Path> images = imageFiles(folder);
    if (images.isEmpty()) {
      return Optional.empty();
    }
    List<Path> test = images.stream().filter(Idx::isTest).toList();
    List<Path> train = images.stream().filter(f -> !isTest(f)).toList();
    return Optional.of(
        test.isEmpty() || train.isEmpty()
            ? Parts.whole(() -> read(images.get(0), classNames))
            : Parts.of(() -> read(train.get(0), classNames), () -> read(test.get(0), classNames)));
  }

  private static List<Path> imageFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> IMAGE_FILE.matcher(fileName(f)).matches())
          .sorted(Comparator.comparing(Idx::fileName))
          .toList();
    } catch (IOException e) {
      throw EngramException.io(folder, e);
    }
  }

  private static boolean isTest(Path images) {
    Matcher m = IMAGE_FILE.matcher(fileName(images));
    return m.matches() && (m.group(1).endsWith("t10k") || m.group(1).endsWith("test"));
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The images of {@code images} with the labels of the file beside it, if there is one. */
  public static DataSet read(Path images) {
    return read(images, List.of());
  }

  private static DataSet read(Path images, List<String> classNames) {
    String plain = fileName(images).replaceFirst("\\.gz$", "").replaceFirst("images", "labels");
    String labels = plain.replace("idx3", "idx1");
    return Stream.of(labels, labels + ".gz")
        .map(images::resolveSibling)
        .filter(Files::exists)
        .findFirst()
        .map(file -> read(images, file, classNames))
        .orElseGet(() -> read(images, null, classNames));
  }

  /** The images of {@code images} with the labels of {@code labels}, if given. */
  public static DataSet read(Path images, @Nullable Path labels) {
    return read(images, labels, List.of());
  }

  private static DataSet read(Path images, @Nullable Path labels, List<String> classNames) {
    Bytes file = load(images, IMAGES);
    int n = positive(images, file, 4, Integer.MAX_VALUE);
    ImageShape shape = shape(images, file);
    NdArray array =
        NdArray.of(
            images.toString(),
            NdArray.Type.U8,
            List.of((long) n, (long) shape.height(), (long) shape.width()),
            file.slice(header(IMAGES), file.size() - header(IMAGES)));
    Labels classes = labels == null ? null : labels(labels, n, images, classNames);
    return DataSet.of(
        fileName(images), shape, new StoredPixels(array, n, shape.values()), classes, null);
  }

  private static Labels labels(Path file, int images, Path imageFile, List<String> names) {
    Bytes bytes = load(file, LABELS);
    int n = intAt(bytes, 4);
    if (n != images) {
      throw EngramException.badData(
          file,
          4,
          "expected one label for each of the "
              + images
              + " images of "
              + imageFile
              + ", got "
              + n);
    }
    int[] classOf = new int[n];
    for (int i = 0; i < n; i++) {
      classOf[i] = bytes.get(header(LABELS) + (long) i);
    }
    Labels numbered = Labels.numbered(classOf);
    return numbered.names().size() > names.size() ? numbered : new Labels(classOf, names);
  }

  /** The whole file, whose length is as its header says. */
  private static Bytes load(Path file, int magic) {
    if (fileName(file).endsWith(".gz")) {
      return Inflate.gzip(file, header(magic), head -> declared(file, head, magic));
    }
    Bytes bytes = Bytes.open(file);
    long declared = declared(file, bytes, magic);
    if (bytes.size() != declared) {
      throw EngramException.badData(
          file,
          Math.min(bytes.size(), declared),
          "the header declares a file of " + declared + " bytes, got " + bytes.size());
    }
    return bytes;
  }

  private static long declared(Path file, Bytes head, int magic) {
    if (head.size() < header(magic)) {
      throw EngramException.badData(
          file, head.size(), "the file ends within its header of " + header(magic) + " bytes");
    }
    if (intAt(head, 0) != magic) {
      throw EngramException.badData(
          file,
          0,
          "expected the IDX magic number 0x%08x, got 0x%08x".formatted(magic, intAt(head, 0)));
    }
    int n = positive(file, head, 4, Integer.MAX_VALUE);
    return header(magic) + (long) n * (magic == IMAGES ? shape(file, head).values() : 1);
  }

  private static ImageShape shape(Path file, Bytes head) {
    int height = positive(file, head, 8, ImageShape.MAX_VALUES);
    int width = positive(file, head, 12, ImageShape.MAX_VALUES / height);
    return ImageShape.grey(height, width);
  }

  private static int positive(Path file, Bytes head, int offset, int limit) {
    int value = intAt(head, offset);
    if (value < 1 || value > limit) {
      throw EngramException.badData(
          file,
          offset,
          "expected a size from 1 to " + limit + ", got " + Integer.toUnsignedString(value));
    }
    return value;
  }

  private static int header(int magic) {
    return magic == IMAGES ? 16 : 8;
  }

  private static int intAt(Bytes bytes, int offset) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | bytes.get(offset + (long) i);
    }
    return value;
  }
}
