package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Nearest;
import engram.base.SafeFile;
import engram.base.Seed;
import engram.data.DataCatalog;
import engram.data.DataInfo;
import engram.data.DataSet;
import engram.data.Generator;
import engram.data.KnownData;
import engram.data.Part;
import engram.data.fetch.Fetch;
import engram.exchange.NdArray;
import engram.exchange.Npz;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, describes, downloads and draws data. */
@Command(
    name = "data",
    description = "List, describe, download, draw or export data.",
    subcommands = {
      DataCommand.ListData.class,
      DataCommand.Info.class,
      DataCommand.FetchData.class,
      DataCommand.Make.class,
      DataExport.class
    },
    footer = {"", "Example: engram data info mnist"})
final class DataCommand implements Callable<Integer> {
  @Mixin Common common = new Common();

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  DataCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "data needs one of: list, info, fetch, make, export");
  }

  /** The data sets that have a name. */
  @Command(
      name = "list",
      description = "List the data that has a name.",
      footer = {"", "Example: engram data list"})
  static final class ListData implements Callable<Integer> {
    @Mixin Common common = new Common();
    private final Console console;

    ListData(Console console) {
      this.console = console;
    }

    private record Line(String name, int train, int test, String description, String state) {}

    private record Sets(List<Line> data) {}

    @Override
    public Integer call() {
      DataCatalog catalog = Common.catalog();
      List<Line> lines =
          KnownData.all().stream()
              .map(d -> new Line(d.name(), d.train(), d.test(), d.description(), state(catalog, d)))
              .toList();
      String text =
          lines.stream()
              .map(
                  l ->
                      String.format(
                          Locale.ROOT,
                          "%-14s %,7d + %,6d  %-14s %s",
                          l.name,
                          l.train,
                          l.test,
                          l.state,
                          l.description))
              .collect(Collectors.joining(System.lineSeparator()));
      console.result(common.json, new Sets(lines), text);
      return 0;
    }

    private static String state(DataCatalog catalog, KnownData d) {
      if (d.builtIn()) {
        return "built in";
      }
      return Files.isDirectory(catalog.folder(d.name())) ? "here" : "to be fetched";
    }
  }

  /** What is in a data set. */
  @Command(
      name = "info",
      description = "Describe data: images, shape, classes, factors.",
      footer = {"", "Example: engram data info digits:1000"})
  static final class Info implements Callable<Integer> {
    @Mixin Common common = new Common();
    @Mixin DataOptions options = new DataOptions();

    @Parameters(paramLabel = "D", description = "as for --data")
    String argument = "";

    private final Console console;

    Info(Console console) {
      this.console = console;
    }

    private record Parts(DataInfo train, DataInfo test) {}

    @Override
    public Integer call() {
      options.data = argument;
      Parts parts =
          new Parts(
              DataInfo.of(options.open(Part.TRAIN, console)),
              DataInfo.of(options.open(Part.TEST, console)));
      console.result(
          common.json, parts, "train  " + text(parts.train) + "\ntest   " + text(parts.test));
      return 0;
    }

    private static String text(DataInfo i) {
      String classes =
          i.classes().stream()
              .map(c -> c.name() + ": " + c.images())
              .collect(Collectors.joining(", "));
      return String.format(
          Locale.ROOT,
          "%,d images of %dx%dx%d (%s)%s%s",
          i.images(),
          i.channels(),
          i.height(),
          i.width(),
          i.element(),
          classes.isEmpty() ? "" : "; classes " + classes,
          i.factors().isEmpty() ? "" : "; factors " + String.join(", ", i.factors()));
    }
  }

  /** Downloads a data set. */
  @Command(
      name = "fetch",
      description = "Download a data set; checks it, and goes on with a broken download.",
      footer = {"", "Example: engram data fetch mnist"})
  static final class FetchData implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(paramLabel = "NAME", description = "mnist, fashion-mnist or kmnist")
    String name = "";

    private final Console console;

    FetchData(Console console) {
      this.console = console;
    }

    private record Fetched(String name, Path folder) {}

    @Override
    public Integer call() {
      Path home = DataCatalog.home(System.getenv(), Common.userHome());
      boolean bar = console.interactive();
      Fetch fetch =
          new Fetch(
              home,
              (file, bytes, total) -> {
                if (bar) {
                  console.overwrite(
                      String.format(
                          Locale.ROOT, "%s  %.1f of %.1f MB", file, bytes / 1e6, total / 1e6));
                }
              });
      Path folder = fetch.fetch(name);
      if (bar) {
        console.overwrite("");
      }
      console.result(common.json, new Fetched(name, folder), name + " is in " + folder);
      return 0;
    }
  }

  /** Draws built-in images into a file. */
  @Command(
      name = "make",
      description = "Draw built-in images into an NPZ file with labels and factors.",
      footer = {"", "Example: engram data make digits --count 1000 --seed 7 --out out"})
  static final class Make implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(paramLabel = "NAME", description = "digits or faces")
    String name = "";

    @Option(names = "--count", paramLabel = "N", description = "how many (default: 1000)")
    int count = 1000;

    @Option(names = "--seed", paramLabel = "S", description = "of the drawing (default: 1)")
    long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder to fill")
    @Nullable Path out;

    private final Console console;

    Make(Console console) {
      this.console = console;
    }

    private record Made(String name, int count, Path file) {}

    @Override
    public Integer call() {
      Check.within("count", count, 1, 1_000_000);
      List<String> names = List.of("digits", "faces");
      Generator generator =
          Common.catalog()
              .generator(name)
              .orElseThrow(
                  () ->
                      EngramException.usage(
                          "no generator is called '"
                              + name
                              + "'"
                              + Nearest.hint(name, names)
                              + " (there are: digits, faces)"));
      DataSet drawn = generator.generate(count, new Seed(seed));
      Path folder = java.util.Objects.requireNonNull(out);
      SafeFile.createFolders(folder);
      Path file = folder.resolve(name + ".npz");
      Npz.write(file, arrays(drawn));
      console.result(common.json, new Made(name, count, file), count + " images in " + file);
      return 0;
    }

    private static Map<String, NdArray> arrays(DataSet d) {
      ByteBuffer pixels = ByteBuffer.allocate(Math.multiplyExact(d.size(), d.shape().values()));
      IntStream.range(0, d.size()).forEach(i -> d.read(i, pixels));
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      arrays.put(
          "x",
          NdArray.of(
              pixels.array(),
              d.size(),
              d.shape().channels(),
              d.shape().height(),
              d.shape().width()));
      arrays.put("y", NdArray.of(d.labels(), d.size()));
      d.factors().ifPresent(f -> arrays.put("factors", NdArray.of(f)));
      return arrays;
    }
  }
}
