package engram.cli;

import engram.base.EngramException;
import engram.data.DataSet;
import engram.data.Part;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.model.Linked;
import engram.train.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Encodes images into an NPY file of codes. */
@Command(
    name = "encode",
    description = "Encode images: one row of the NPY file per image, in the order of the data.",
    footer = {"", "Example: engram encode last --data mnist --out z.npy"})
final class EncodeCommand implements Callable<Integer> {
  @Mixin RunOptions run = new RunOptions();
  @Mixin DataOptions data = new DataOptions();

  @Option(names = "--part", paramLabel = "P", description = "train or test (default: test)")
  Part part = Part.TEST;

  @Option(
      names = "--using",
      paramLabel = "M,...",
      split = ",",
      description = "modalities a linked model sees: 0 the image (default), 1 what is linked to it")
  List<Integer> using = List.of(0);

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "NPY file to write")
  @Nullable Path out;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "NPY file to write the class of each image to, as probe reads it")
  @Nullable Path labels;

  private final Console console;

  EncodeCommand(Console console) {
    this.console = console;
  }

  private record Encoded(Path file, int images, int latent, double imagesPerSecond) {}

  @Override
  public Integer call() {
    Path file = Objects.requireNonNull(out);
    Encoded e =
        run.with(
            opened -> {
              DataSet images =
                  opened.encoding().fitting(data.openFor(opened.folder().record(), part, console));
              if (labels != null && !images.hasLabels()) {
                throw EngramException.usage(images.name() + " has no labels; leave out --labels");
              }
              long start = System.nanoTime();
              Matrix codes = encoded(opened, images);
              double seconds = (System.nanoTime() - start) / 1e9;
              Npy.write(file, codes);
              if (labels != null) {
                Npy.write(labels, NdArray.of(images.labels(), images.size()));
              }
              return new Encoded(file, codes.rows(), codes.columns(), codes.rows() / seconds);
            });
    console.result(
        run.common.json,
        e,
        String.format(Locale.ROOT, "%d codes of %d units in %s", e.images, e.latent, e.file));
    return 0;
  }

  private Matrix encoded(OpenRun opened, DataSet images) {
    using.forEach(opened::modality);
    if (using.equals(List.of(0)) || !(opened.model() instanceof Linked linked)) {
      return Evaluation.encode(opened.model(), images);
    }
    int known = images.linked().size();
    for (int m : using) {
      if (m > known) {
        throw EngramException.usage(
            images.name() + " has no modality " + m + " to see; link it with --link");
      }
    }
    List<Boolean> seen = IntStream.rangeClosed(0, known).mapToObj(using::contains).toList();
    return Evaluation.encode(linked, images, seen);
  }
}
