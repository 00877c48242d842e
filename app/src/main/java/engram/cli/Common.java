package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.data.DataCatalog;
import engram.data.DataSet;
import engram.data.ImageOptions;
import engram.data.Part;
import engram.runs.RunStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command has, and what they open. */
final class Common {
  @Option(names = "--json", description = "print exactly one JSON object on standard output")
  boolean json;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "folder of runs (default: ~/.engram/runs)")
  @Nullable Path home;

  @Option(names = "--debug", description = "print the stack trace of an error")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit")
  boolean help;

  static Path userHome() {
    return Path.of(System.getProperty("user.home"));
  }

  /** Opens the runs; their folder is created if missing. */
  RunStore runs() {
    return RunStore.open(folder());
  }

  /** Opens the runs that must be there already; creates nothing. */
  RunStore existingRuns() {
    if (!anyRuns()) {
      throw EngramException.notFound(folder(), "there are no runs here yet; train one first");
    }
    return runs();
  }

  /** Whether the folder of the runs exists. */
  boolean anyRuns() {
    Path folder = folder();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw EngramException.notFound(folder, "a file; expected a folder of runs");
    }
    return Files.isDirectory(folder);
  }

  /** The folder of the runs, which may not exist. */
  Path folder() {
    Check.require(home == null || !home.toString().isEmpty(), "--home must name a folder, got ''");
    return home == null ? userHome().resolve(".engram").resolve("runs") : home;
  }

  /** The data there is. */
  static DataCatalog catalog() {
    return new DataCatalog(DataCatalog.home(System.getenv(), userHome()));
  }

  /** A part of the data called {@code argument}. */
  static DataSet data(String argument, Part part, ImageOptions options) {
    return catalog().open(argument, part, options);
  }

  /** {@code text} as a path, or an error of usage. */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw EngramException.usage("not a path: '" + text + "'");
    }
  }
}
