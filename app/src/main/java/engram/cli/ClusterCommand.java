package engram.cli;

import engram.analysis.MeanShift;
import engram.base.Check;
import engram.base.EngramException;
import engram.base.Names;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds clusters in the points of an NPY file. */
@Command(
    name = "cluster",
    description =
        "Cluster points [n, columns] around the places where they lie densest; cluster 0 is that"
            + " with most points around its centre.",
    footer = {
      "",
      "Example: engram cluster --method meanshift --input p.npy --bandwidth 0.5 --out labels.npy"
    })
final class ClusterCommand implements Callable<Integer> {
  enum Method {
    MEANSHIFT
  }

  @Mixin Common common = new Common();

  @Option(names = "--method", paramLabel = "M", description = "meanshift (default)")
  Method method = Method.MEANSHIFT;

  @Option(names = "--input", paramLabel = "FILE", required = true, description = "NPY of points")
  @Nullable Path input;

  @Option(
      names = "--bandwidth",
      paramLabel = "B",
      description = "reach of a cluster, in units of the data, above 0 (default: estimated)")
  @Nullable Double bandwidth;

  @Option(names = "--kernel", paramLabel = "K", description = "flat or gaussian (default: flat)")
  MeanShift.Kernel kernel = MeanShift.Kernel.FLAT;

  @Option(names = "--bin-seeding", description = "start from cells of one bandwidth: faster")
  boolean binSeeding;

  @Option(
      names = "--min-bin-count",
      paramLabel = "N",
      description = "points that a cell needs to start from (default: 1)")
  int minBinCount = 1;

  @Option(names = "--threads", paramLabel = "N", description = "threads (default: all cores)")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "NPY of labels")
  @Nullable Path out;

  @Option(names = "--centres", paramLabel = "FILE", description = "NPY of centres to write")
  @Nullable Path centres;

  private final Console console;

  ClusterCommand(Console console) {
    this.console = console;
  }

  private record Clustered(
      String method,
      Path file,
      int points,
      int clusters,
      List<Integer> sizes,
      double bandwidth,
      double seconds) {}

  @Override
  public Integer call() {
    Path file = Objects.requireNonNull(out);
    Check.within("threads", threads, 1, 1024);
    if (minBinCount != 1 && !binSeeding) {
      throw EngramException.usage("--min-bin-count is of --bin-seeding; add it");
    }
    MeanShift.Options options =
        new MeanShift.Options(
            bandwidth == null ? OptionalDouble.empty() : OptionalDouble.of(bandwidth),
            kernel,
            binSeeding,
            minBinCount,
            MeanShift.Options.defaults().iterations(),
            threads);
    Matrix x = PointsFile.read(Objects.requireNonNull(input));
    long start = System.nanoTime();
    MeanShift m = MeanShift.fit(x, options);
    double seconds = (System.nanoTime() - start) / 1e9;
    Npy.write(file, NdArray.of(m.labels(), x.rows()));
    if (centres != null) {
      Npy.write(centres, m.centres());
    }
    report(m, x.rows(), file, seconds);
    return 0;
  }

  private void report(MeanShift m, int points, Path file, double seconds) {
    List<Integer> sizes = IntStream.range(0, m.clusters()).mapToObj(m::size).toList();
    console.result(
        common.json,
        new Clustered(Names.of(method), file, points, m.clusters(), sizes, m.bandwidth(), seconds),
        String.format(
            Locale.ROOT,
            "%d clusters of %d points in %s (bandwidth %.4g, %.2f s)",
            m.clusters(),
            points,
            file,
            m.bandwidth(),
            seconds));
  }
}
