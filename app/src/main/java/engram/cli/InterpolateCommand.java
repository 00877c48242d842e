package engram.cli;

import engram.base.Check;
import engram.data.DataSet;
import engram.data.Part;
import engram.math.Matrix;
import engram.report.Heading;
import engram.report.Images;
import engram.report.InterpolationStrip;
import engram.train.Evaluation;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Walks from one image's code to another's. */
@Command(
    name = "interpolate",
    description = "Decode along the way between the codes of two test images.",
    footer = {"", "Example: engram interpolate last --data mnist --from 0 --to 1 --out walk.png"})
final class InterpolateCommand implements Callable<Integer> {
  @Mixin RunOptions run = new RunOptions();
  @Mixin DataOptions data = new DataOptions();

  @Option(names = "--from", paramLabel = "I", description = "number of a test image (default: 0)")
  int from;

  @Option(names = "--to", paramLabel = "J", description = "number of a test image (default: 1)")
  int to = 1;

  @Option(names = "--columns", paramLabel = "N", description = "images on the way (default: 12)")
  int columns = 12;

  @Option(
      names = "--way",
      paramLabel = "W",
      description = "straight (default), or spherical: by angles around the origin")
  InterpolationStrip.Way way = InterpolationStrip.Way.STRAIGHT;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = ".png or .npy")
  @Nullable Path out;

  private final Console console;

  InterpolateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Check.within("columns", columns, 2, 1000);
    Path file = Objects.requireNonNull(out);
    OutFile.Written w = run.with(opened -> interpolate(opened.encoding().decoding(), file));
    console.result(run.common.json, w, w.images() + " images in " + w.file());
    return 0;
  }

  private OutFile.Written interpolate(OpenRun opened, Path file) {
    DataSet test = opened.fitting(data.openFor(opened.folder().record(), Part.TEST, console));
    Check.within("from", from, 0, test.size() - 1.0);
    Check.within("to", to, 0, test.size() - 1.0);
    Matrix ends = Evaluation.encode(opened.model(), test.select(test.name(), from, to));
    InterpolationStrip.Lines lines =
        new InterpolationStrip.Lines(ends.rows(0, 1), ends.rows(1, 2), columns, way);
    Matrix x = Evaluation.decode(opened.model(), lines.codes());
    return OutFile.write(
        file,
        x,
        opened.shape(),
        () ->
            new InterpolationStrip(
                new Heading("interpolation", ""), new Images(x, opened.shape()), columns));
  }
}
