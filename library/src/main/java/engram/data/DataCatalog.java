package engram.data;

import engram.base.EngramException;
import engram.base.Nearest;
import engram.base.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Opens whatever a person names as data: a known name, a folder or a file. */
public final class DataCatalog {
  private static final Pattern SUBSET = Pattern.compile("(.+):(\\d{1,9})");
  private static final Seed SEED = new Seed(0).child("data");

  private final Path home;
  private final Map<String, Generator> generators = new TreeMap<>();

  /** {@code home} is the folder that holds downloaded sets, each in a folder of its name. */
  public DataCatalog(Path home) {
    this.home = home;
    ServiceLoader.load(Generator.class).forEach(g -> generators.put(g.name(), g));
  }

  /** {@code $ENGRAM_DATA} of {@code environment}, or {@code .engram/data} in {@code userHome}. */
  public static Path home(Map<String, String> environment, Path userHome) {
    String named = environment.get("ENGRAM_DATA");
    return named == null || named.isBlank() ? userHome.resolve(".engram/data") : Path.of(named);
  }

  /** Where the downloaded set {@code name} is or would be. */
  public Path folder(String name) {
    return home.resolve(name);
  }

  /** The built-in generator called {@code name}. */
  public Optional<Generator> generator(String name) {
    return Optional.ofNullable(generators.get(name));
  }

  /** Opens {@code argument} with default options. */
  public DataSet open(String argument, Part part) {
    return open(argument, part, ImageOptions.defaults());
  }

  /**
   * Opens {@code part} of {@code argument}: a name, a folder of IDX files or images, or an {@code
   * .npy} or {@code .npz} file, with {@code :N} for a class-balanced subset of {@code N} images; a
   * test part with fewer stays whole.
   *
   * <p>What comes without a test part has a tenth of it held out, always the same one. Built-in
   * names are drawn from a fixed seed; {@code :N} is then the number drawn, for the test part at
   * most its usual size.
   *
   * @throws EngramException if there is no such data (66) or it is damaged (65)
   */
  public DataSet open(String argument, Part part, ImageOptions options) {
    Matcher m = SUBSET.matcher(argument);
    if (!m.matches() || Files.exists(path(argument))) {
      return whole(argument, part, options);
    }
    String name = m.group(1);
    int count = Integer.parseInt(m.group(2));
    if (count < 1) {
      throw EngramException.usage(argument + ": a subset has at least 1 image");
    }
    Generator generator = generators.get(name);
    if (generator != null) {
      int most = part == Part.TEST ? size(name, part) : count;
      int drawn = Math.min(count, most);
      DataSet data = plain(generator.generate(drawn, seed(name, part)), options);
      return named(name + ":" + drawn, data);
    }
    DataSet whole = whole(name, part, options);
    boolean enough = part == Part.TRAIN || count <= whole.largestBalanced();
    return enough ? whole.balanced(count, SEED) : whole;
  }

  /** {@code argument}, a path in it made absolute, so that it opens the same from any folder. */
  public String everywhere(String argument) {
    Matcher m = SUBSET.matcher(argument);
    boolean subset = m.matches() && !Files.exists(path(argument));
    String name = subset ? m.group(1) : argument;
    if (generators.containsKey(name) || KnownData.named(name).isPresent()) {
      return argument;
    }
    return absolute(path(name)) + (subset ? ":" + m.group(2) : "");
  }

  /** Without {@code .} and {@code ..} unless links make these lead elsewhere. */
  private static Path absolute(Path path) {
    Path whole = path.toAbsolutePath();
    Path plain = whole.normalize();
    try {
      return Files.isSameFile(whole, plain) ? plain : whole;
    } catch (IOException e) {
      return whole;
    }
  }

  private static int size(String name, Part part) {
    return KnownData.named(name).map(d -> d.size(part)).orElse(10_000);
  }

  private DataSet whole(String name, Part part, ImageOptions options) {
    Generator generator = generators.get(name);
    if (generator != null) {
      return plain(generator.generate(size(name, part), seed(name, part)), options);
    }
    return KnownData.named(name)
        .map(known -> plain(downloaded(known, part), options))
        .orElseGet(() -> ofPath(name, part, options));
  }

  /** Data without paths, of which only the size can be changed. */
  private static DataSet plain(DataSet data, ImageOptions options) {
    options.requireNoPaths(data.name());
    return options.size().map(s -> Resize.to(data, s.height(), s.width())).orElse(data);
  }

  private static Seed seed(String name, Part part) {
    return SEED.child(name).child(part.toString());
  }

  private DataSet downloaded(KnownData known, Part part) {
    Path folder = folder(known.name());
    if (!Files.isDirectory(folder)) {
      throw EngramException.notFound(
          folder, "not there; download it with 'engram data fetch " + known.name() + "'");
    }
    DataSet data =
        Idx.in(folder, known.classNames())
            .orElseThrow(() -> EngramException.notFound(folder, "holds no IDX files"))
            .get(part);
    return named(known.name(), data);
  }

  private static DataSet named(String name, DataSet data) {
    return data.select(name, IntStream.range(0, data.size()).toArray());
  }

  private DataSet ofPath(String argument, Part part, ImageOptions options) {
    Path path = path(argument);
    if (!Files.exists(path)) {
      throw unknown(argument);
    }
    if (Files.isDirectory(path)) {
      return Idx.in(path)
          .map(parts -> plain(parts.get(part), options))
          .orElseGet(() -> ImageFolder.in(path, options).get(part));
    }
    if (argument.endsWith(".npy") || argument.endsWith(".npz")) {
      return plain(NpyData.in(path).get(part), options);
    }
    throw EngramException.notFound(
        path, "expected a folder, an .npy or an .npz file; for IDX files name their folder");
  }

  private Path path(String argument) {
    if (argument.isEmpty()) {
      throw unknown(argument);
    }
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw unknown(argument);
    }
  }

  private EngramException unknown(String argument) {
    List<String> names = KnownData.all().stream().map(KnownData::name).toList();
    return new EngramException(
        EngramException.Kind.NOT_FOUND,
        "no data called '"
            + argument
            + "', and no such file or folder"
            + (argument.contains("/") ? "" : Nearest.hint(argument, names)));
  }
}
