package engram.cli;

import engram.base.EngramException;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.data.Part;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the images of a data set, their classes and their factors, as arrays. */
@Command(
    name = "export",
    description =
        "Write images as an NPY file [n, channels, height, width] of values from 0 to 1, in the order"
            + " in which encode writes their codes.",
    footer = {
      "",
      "Example: engram data export mnist:10000 --part train --out x.npy --labels y.npy"
    })
final class DataExport implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin DataOptions options = new DataOptions();

  @Parameters(paramLabel = "D", description = "as for --data")
  String argument = "";

  @Option(names = "--part", paramLabel = "P", description = "train or test (default: test)")
  Part part = Part.TEST;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "NPY file to write")
  @Nullable Path out;

  @Option(names = "--labels", paramLabel = "FILE", description = "NPY file to write classes to")
  @Nullable Path labels;

  @Option(
      names = "--factors",
      paramLabel = "FILE",
      description = "NPY file to write the known factors to, one column each")
  @Nullable Path factors;

  private final Console console;

  DataExport(Console console) {
    this.console = console;
  }

  private record Exported(Path file, int images, ImageShape shape, List<String> factors) {}

  @Override
  public Integer call() {
    options.data = argument;
    DataSet images = options.open(part, console);
    if (labels != null && !images.hasLabels()) {
      throw EngramException.usage(images.name() + " has no labels; leave out --labels");
    }
    if (factors != null && images.factors().isEmpty()) {
      throw EngramException.usage(images.name() + " has no known factors; leave out --factors");
    }
    Path file = Objects.requireNonNull(out);
    OutFile.array(file, RunFigures.pixels(images), images.shape());
    if (labels != null) {
      Npy.write(labels, NdArray.of(images.labels(), images.size()));
    }
    List<String> names = List.of();
    if (factors != null) {
      Npy.write(factors, images.factors().orElseThrow());
      names = images.factorNames();
    }
    console.result(
        common.json,
        new Exported(file, images.size(), images.shape(), names),
        images.size() + " images in " + file);
    return 0;
  }
}
