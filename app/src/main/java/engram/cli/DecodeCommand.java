package engram.cli;

import engram.base.EngramException;
import engram.data.ImageShape;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.model.Linked;
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

/** Decodes an NPY file of codes into images. */
@Command(
    name = "decode",
    description = "Decode codes [n, latent] into images [n, channels, height, width] or a picture.",
    footer = {"", "Example: engram decode last --codes z.npy --out x.npy"})
final class DecodeCommand implements Callable<Integer> {
  @Mixin RunOptions run = new RunOptions();

  @Option(names = "--codes", paramLabel = "FILE", required = true, description = "NPY file")
  @Nullable Path codes;

  @Option(
      names = "--into",
      paramLabel = "M",
      description = "modality of a linked model: 0 the image (default), 1 the first linked to it")
  int into;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = ".npy or .png")
  @Nullable Path out;

  private final Console console;

  DecodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path source = Objects.requireNonNull(codes);
    Path file = Objects.requireNonNull(out);
    OutFile.Written w =
        run.with(
            opened -> {
              opened.decoding();
              Matrix z = Npy.open(source).toMatrix();
              int latent = opened.model().outline().latent();
              if (z.columns() != latent) {
                throw new EngramException(
                    EngramException.Kind.BAD_DATA,
                    source
                        + ": codes of "
                        + opened.folder().id()
                        + " have "
                        + latent
                        + " columns, got "
                        + z.columns());
              }
              ImageShape shape = opened.modality(into);
              Matrix x =
                  opened.model() instanceof Linked linked
                      ? Evaluation.decode(linked, z, into)
                      : Evaluation.decode(opened.model(), z);
              return OutFile.write(
                  file,
                  x,
                  shape,
                  () -> ImageGrid.of(new Heading("decoded", ""), new Images(x, shape), 10));
            });
    console.result(run.common.json, w, w.images() + " images in " + w.file());
    return 0;
  }
}
