package engram.cli;

import engram.exchange.NdArray;
import engram.exchange.Npz;
import engram.exchange.Safetensors;
import engram.tensor.Host;
import engram.tensor.Tensor;
import engram.train.Snapshot;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a model's weights for other programs. */
@Command(
    name = "export",
    description = "Write the weights of a run for other programs.",
    footer = {"", "Example: engram export last --format npz --out weights.npz"})
final class ExportCommand implements Callable<Integer> {
  private enum Format {
    NPZ,
    SAFETENSORS
  }

  @Mixin RunOptions run = new RunOptions();

  @Option(names = "--format", paramLabel = "F", required = true, description = "npz or safetensors")
  @Nullable Format format;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "file to write")
  @Nullable Path out;

  private final Console console;

  ExportCommand(Console console) {
    this.console = console;
  }

  private record Exported(Path file, String format, int tensors, long parameters) {}

  @Override
  public Integer call() {
    Path file = Objects.requireNonNull(out);
    Format chosen = Objects.requireNonNull(format);
    Exported e =
        run.with(
            opened -> {
              Map<String, Tensor> weights = opened.model().parameters().byName();
              if (chosen == Format.NPZ) {
                Npz.write(file, arrays(weights));
              } else {
                Safetensors.write(
                    file,
                    Snapshot.of(weights),
                    Map.of("engram.model", opened.folder().record().model()));
              }
              return new Exported(
                  file,
                  engram.base.Names.of(chosen),
                  weights.size(),
                  opened.model().parameters().count());
            });
    console.result(run.common.json, e, e.tensors + " tensors in " + e.file);
    return 0;
  }

  private static Map<String, NdArray> arrays(Map<String, Tensor> weights) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    weights.forEach(
        (name, w) ->
            arrays.put(
                name,
                NdArray.of(
                    Host.floats(w), w.shape().stream().mapToLong(Long::longValue).toArray())));
    return arrays;
  }
}
