package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.data.DataSet;
import engram.data.Part;
import engram.math.Matrix;
import engram.report.CodeValues;
import engram.report.Heading;
import engram.report.Images;
import engram.report.TraversalGrid;
import engram.train.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what each unit of a code does. */
@Command(
    name = "traverse",
    description = "Vary one unit of an image's code at a time, from low to high.",
    footer = {"", "Example: engram traverse last --data mnist --image 3 --out units.png"})
final class TraverseCommand implements Callable<Integer> {
  @Mixin RunOptions run = new RunOptions();
  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--image",
      paramLabel = "I",
      description = "number of the test image (default: 0)")
  int image;

  @Option(names = "--units", split = ",", paramLabel = "U", description = "which (default: all)")
  @Nullable List<Integer> units;

  @Option(
      names = "--quantile",
      paramLabel = "Q",
      description = "each unit goes from its Q to its 1-Q quantile over the images (default: 0.05)")
  double quantile = 0.05;

  @Option(names = "--low", paramLabel = "V", description = "lowest value, in place of a quantile")
  @Nullable Double low;

  @Option(names = "--high", paramLabel = "V", description = "highest value")
  @Nullable Double high;

  @Option(names = "--columns", paramLabel = "N", description = "values per unit (default: 11)")
  int columns = 11;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = ".png or .npy")
  @Nullable Path out;

  private final Console console;

  TraverseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Check.within("columns", columns, 2, 1000);
    Check.within("quantile", quantile, 0, 0.5);
    if ((low == null) != (high == null)) {
      throw EngramException.usage("--low and --high go together");
    }
    Path file = Objects.requireNonNull(out);
    OutFile.Written w = run.with(opened -> traverse(opened.encoding().decoding(), file));
    console.result(run.common.json, w, w.images() + " images in " + w.file());
    return 0;
  }

  private OutFile.Written traverse(OpenRun opened, Path file) {
    DataSet test = opened.fitting(data.openFor(opened.folder().record(), Part.TEST, console));
    Check.within("image", image, 0, test.size() - 1.0);
    Matrix start = Evaluation.encode(opened.model(), test.slice(image, image + 1));
    List<Integer> chosen =
        units == null ? IntStream.range(0, start.columns()).boxed().toList() : units;
    TraversalGrid.Sweep sweep = sweep(opened, test, start, chosen);
    Matrix x = Evaluation.decode(opened.model(), sweep.codes());
    return OutFile.write(
        file,
        x,
        opened.shape(),
        () ->
            new TraversalGrid(new Heading("traversal", ""), sweep, new Images(x, opened.shape())));
  }

  private TraversalGrid.Sweep sweep(
      OpenRun opened, DataSet test, Matrix start, List<Integer> chosen) {
    for (int unit : chosen) {
      Check.within("unit", unit, 0, start.columns() - 1.0);
    }
    if (low != null && high != null) {
      return TraversalGrid.Sweep.even(start, chosen, CodeValues.range(low, high, columns));
    }
    Matrix codes = Evaluation.encode(opened.model(), test);
    return new TraversalGrid.Sweep(
        start, chosen, CodeValues.quantileRanges(codes, chosen, quantile, columns));
  }
}
