package engram.cli;

import engram.base.Check;
import engram.base.Seed;
import engram.data.Part;
import engram.math.Matrix;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.Images;
import engram.train.Evaluation;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generates new images. */
@Command(
    name = "sample",
    description =
        "Generate images from the model's prior, or from a Gaussian fitted to the codes of data.",
    footer = {"", "Example: engram sample last --count 100 --seed 7 --out samples.png"})
final class SampleCommand implements Callable<Integer> {
  private static final int KNOWN = 10_000;

  @Mixin RunOptions run = new RunOptions();
  @Mixin DataOptions data = new DataOptions();

  @Option(names = "--count", paramLabel = "N", description = "how many (default: 100)")
  int count = 100;

  @Option(
      names = "--of",
      paramLabel = "CLASS",
      description = "only of this class, for a model that can be driven to one (ordinal-lca)")
  @Nullable String of;

  @Option(names = "--seed", paramLabel = "N", description = "of the draw (default: 1)")
  long seed = 1;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = ".png or .npy")
  @Nullable Path out;

  private final Console console;

  SampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Check.within("count", count, 1, 1_000_000);
    Path file = Objects.requireNonNull(out);
    OutFile.Written w =
        run.with(
            opened -> {
              opened.decoding();
              Matrix x =
                  Evaluation.decode(
                      opened.model(),
                      of == null
                          ? CodeSampler.draw(
                              opened.model(), () -> known(opened), count, new Seed(seed))
                          : opened.driven(of, count, new Seed(seed)));
              return OutFile.write(
                  file,
                  x,
                  opened.shape(),
                  () ->
                      ImageGrid.of(new Heading("samples", ""), new Images(x, opened.shape()), 10));
            });
    console.result(run.common.json, w, w.images() + " images in " + w.file());
    return 0;
  }

  private Matrix known(OpenRun opened) {
    var images = opened.fitting(data.openFor(opened.folder().record(), Part.TEST, console));
    return Evaluation.encode(opened.model(), images.first(KNOWN));
  }
}
