package engram.data;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of image files as a data set: grey if every image is, otherwise RGB; in the order of the
 * paths, held on the heap as bytes.
 *
 * <p>The label is the first folder of an image's path, or the first group of {@link
 * ImageOptions#labelFrom}; images that lie in no folder make a set without labels.
 */
public final class ImageFolder {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

  private final Path folder;
  private final ImageOptions options;
  private final List<Path> files = new ArrayList<>();
  private final List<Picture> pictures = new ArrayList<>();
  private final List<String> elsewhere = new ArrayList<>();

  private ImageFolder(Path folder, ImageOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /** The parts of {@code folder}: its subfolders {@code train} and {@code test} if it has both. */
  public static Parts in(Path folder, ImageOptions options) {
    Path train = folder.resolve("train");
    Path test = folder.resolve("test");
    if (Files.isDirectory(train) && Files.isDirectory(test)) {
      return Parts.of(() -> part(train, test, options), () -> part(test, train, options));
    }
    return options.splitBy().isEmpty()
        ? Parts.whole(() -> read(folder, options))
        : Parts.of(
            () -> new ImageFolder(folder, options).grouped().train(),
            () -> new ImageFolder(folder, options).grouped().validation());
  }

  /**
   * All images below {@code folder}.
   *
   * @throws EngramException if there are none, one is damaged or of another size, or a link leads
   *     out of the folder
   */
  public static DataSet read(Path folder, ImageOptions options) {
    return new ImageFolder(folder, options).read();
  }

  /** One of two folders whose classes are numbered alike, also where one lacks some of them. */
  private static DataSet part(Path folder, Path other, ImageOptions options) {
    ImageFolder part = new ImageFolder(folder, options);
    part.elsewhere.addAll(new ImageFolder(other, options).labels(ImageTree.files(other)));
    return part.read();
  }

  private DataSet read() {
    List<Path> found = ImageTree.files(folder);
    if (found.isEmpty()) {
      throw EngramException.notFound(
          folder, "holds no images (.png, .jpg, .gif, .bmp, .pgm), .npy or IDX files");
    }
    for (Path file : found) {
      add(file, found.size());
    }
    if (files.isEmpty()) {
      throw EngramException.badData(folder, "none of the " + found.size() + " images can be read");
    }
    return dataSet();
  }

  /** A tenth of the groups, always the same ones, and all others. */
  private DataSet.Split grouped() {
    DataSet all = read();
    Pattern by = options.splitBy().orElseThrow();
    List<String> perImage = files.stream().map(f -> found("split", by, f)).toList();
    List<String> groups = perImage.stream().distinct().sorted().toList();
    if (groups.size() < 2) {
      throw EngramException.usage(
          "split expression '" + by + "' finds the same in every image of " + folder);
    }
    int[] order = Parts.SEED.permutation(groups.size());
    Set<String> held = new HashSet<>();
    for (int i = 0; i < Math.max(1, Math.round(Parts.HELD_OUT * groups.size())); i++) {
      held.add(groups.get(order[i]));
    }
    return new DataSet.Split(
        all.select(all.name(), indices(i -> !held.contains(perImage.get(i)))),
        all.select(all.name(), indices(i -> held.contains(perImage.get(i)))));
  }

  private int[] indices(IntPredicate which) {
    return IntStream.range(0, files.size()).filter(which).toArray();
  }

  private void add(Path file, int total) {
    try {
      Picture picture = ImageFile.read(file);
      pictures.add(options.size().map(s -> picture.resized(s.height(), s.width())).orElse(picture));
      files.add(file);
    } catch (EngramException e) {
      if (!options.skipBad() || e.kind() != Kind.BAD_DATA) {
        throw e;
      }
      options.skipped().accept(String.valueOf(e.getMessage()));
      return;
    }
    requireSameSize(file);
    requireMemory(total);
  }

  private void requireSameSize(Path file) {
    ImageShape first = pictures.get(0).shape();
    ImageShape here = pictures.get(pictures.size() - 1).shape();
    if (here.height() != first.height() || here.width() != first.width()) {
      throw EngramException.badData(
          file,
          "expected "
              + size(first)
              + " as in "
              + files.get(0)
              + ", got "
              + size(here)
              + "; resample all with --resize HEIGHTxWIDTH");
    }
  }

  private static String size(ImageShape s) {
    return s.height() + "x" + s.width();
  }

  private void requireMemory(int total) {
    long needed = (long) total * pictures.get(0).shape().values();
    if (needed > Runtime.getRuntime().maxMemory() / 10 * 9) {
      throw EngramException.badData(
          folder,
          total
              + " images need "
              + (needed >> 20)
              + " MB of memory; resample them with --resize"
              + " HEIGHTxWIDTH or give Java more with -Xmx");
    }
  }

  private DataSet dataSet() {
    boolean grey = pictures.stream().allMatch(p -> p.shape().channels() == 1);
    List<byte[]> values = new ArrayList<>();
    for (Picture p : pictures) {
      values.add(grey ? p.values() : p.colour().values());
    }
    ImageShape first = pictures.get(0).shape();
    return DataSet.of(
        String.valueOf(folder.getFileName()),
        new ImageShape(grey ? 1 : 3, first.height(), first.width()),
        new RowPixels(Pixels.Element.U8, values),
        labels(),
        null);
  }

  private @Nullable Labels labels() {
    List<String> perImage = labels(files);
    if (perImage.isEmpty()) {
      return null;
    }
    List<String> all = Stream.concat(perImage.stream(), elsewhere.stream()).distinct().toList();
    List<String> names = all.stream().sorted(order(all)).toList();
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(n -> numbers.put(n, numbers.size()));
    return new Labels(perImage.stream().mapToInt(l -> numbers.getOrDefault(l, 0)).toArray(), names);
  }

  /** The label of each file; none if all lie in the folder itself. */
  private List<String> labels(List<Path> of) {
    boolean flat = of.stream().allMatch(f -> folder.equals(f.getParent()));
    return options.labelFrom().isEmpty() && flat
        ? List.of()
        : of.stream().map(this::label).toList();
  }

  private static Comparator<String> order(List<String> labels) {
    boolean numbers = labels.stream().allMatch(l -> DIGITS.matcher(l).matches());
    Comparator<String> byText = Comparator.naturalOrder();
    Comparator<String> byNumber = Comparator.comparing(Integer::valueOf);
    return numbers ? byNumber.thenComparing(byText) : byText;
  }

  private String label(Path file) {
    if (options.labelFrom().isPresent()) {
      return found("label", options.labelFrom().get(), file);
    }
    String path = ImageTree.relative(folder, file);
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw EngramException.badData(
          file, "lies beside the class folders; move it into one or name --label-from");
    }
    return path.substring(0, slash);
  }

  private String found(String what, Pattern expression, Path file) {
    Matcher m = expression.matcher(ImageTree.relative(folder, file));
    if (m.find() && m.group(1) != null) {
      return m.group(1);
    }
    throw EngramException.badData(
        file, "the " + what + " expression '" + expression + "' finds nothing in it");
  }
}
