package engram.cli;

import engram.base.Check;
import engram.data.DataSet;
import engram.data.Part;
import engram.math.Matrix;
import engram.report.Heading;
import engram.report.Images;
import engram.report.ReconstructionGrid;
import engram.train.Evaluation;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows images beside what the model makes of them. */
@Command(
    name = "reconstruct",
    description = "Encode and decode images: a picture of pairs, or an array of reconstructions.",
    footer = {"", "Example: engram reconstruct last --data mnist --count 40 --out pairs.png"})
final class ReconstructCommand implements Callable<Integer> {
  @Mixin RunOptions run = new RunOptions();
  @Mixin DataOptions data = new DataOptions();

  @Option(names = "--count", paramLabel = "N", description = "how many images (default: 40)")
  int count = 40;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = ".png or .npy")
  @Nullable Path out;

  private final Console console;

  ReconstructCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Check.atLeast("count", count, 1);
    Path file = Objects.requireNonNull(out);
    OutFile.Written w =
        run.with(
            opened -> {
              opened.encoding().decoding();
              DataSet images =
                  opened
                      .fitting(data.openFor(opened.folder().record(), Part.TEST, console))
                      .first(count);
              Matrix y = Evaluation.reconstruct(opened.model(), images);
              return OutFile.write(
                  file,
                  y,
                  opened.shape(),
                  () ->
                      new ReconstructionGrid(
                          new Heading("reconstructions", ""),
                          new Images(RunFigures.pixels(images), opened.shape()),
                          new Images(y, opened.shape()),
                          10));
            });
    console.result(run.common.json, w, w.images() + " images in " + w.file());
    return 0;
  }
}
