package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Nearest;
import engram.model.coding.Solver;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a named workload and says how fast it went; the peers' side is in the folder bench. */
@Command(
    name = "bench",
    description =
        "Time a named workload: train-dense, train-conv, train-vae, encode, load, lca, lca-learn, lr,"
            + " svm, pca, meanshift or tsne.",
    footer = {"", "Example: engram bench train-dense --steps 2000 --json"})
final class BenchCommand implements Callable<Integer> {
  private static final Map<String, Workload> WORKLOADS = new LinkedHashMap<>();

  static {
    WORKLOADS.put("train-dense", NetworkBench.train("dense-ae", 100));
    WORKLOADS.put("train-conv", NetworkBench.train("conv-ae", 128));
    WORKLOADS.put("train-vae", NetworkBench.train("vae", 100));
    WORKLOADS.put("encode", NetworkBench::encode);
    WORKLOADS.put("load", NetworkBench::load);
    WORKLOADS.put("lca", CodingBench::encode);
    WORKLOADS.put("lca-learn", CodingBench::learn);
    WORKLOADS.put("lr", ProbeBench::logistic);
    WORKLOADS.put("svm", ProbeBench::rbf);
    WORKLOADS.put("pca", MapBench::pca);
    WORKLOADS.put("meanshift", MapBench::meanShift);
    WORKLOADS.put("tsne", MapBench::tsne);
  }

  @Mixin Common common = new Common();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Parameters(paramLabel = "NAME", description = "the workload")
  String name = "";

  @Option(names = "--data", paramLabel = "D", description = "images (default: mnist)")
  String data = "mnist";

  @Option(names = "--steps", paramLabel = "N", description = "timed steps, passes or iterations")
  int steps;

  @Option(names = "--warmup", paramLabel = "N", description = "steps before (default: 300)")
  int warmup = 300;

  @Option(names = "--points", paramLabel = "N", description = "points of a map (default: all)")
  int points;

  @Option(
      names = "--solver",
      paramLabel = "S",
      description = "of lca: lca, fista or coordinate_descent (default: as lca encodes)")
  Solver.@Nullable Method solver;

  @Option(
      names = "--dictionary",
      paramLabel = "FILE",
      description = "of lca: atoms [K, D] as .npy, instead of learning 256 in one pass first")
  @Nullable Path dictionary;

  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  private record Measured(
      String workload,
      double rate,
      String unit,
      int count,
      double seconds,
      int threads,
      String precision,
      double loss) {}

  @Override
  public Integer call() {
    Workload workload = WORKLOADS.get(name);
    if (workload == null) {
      throw EngramException.usage(Nearest.unknown("workload", name, WORKLOADS.keySet()));
    }
    Check.within("steps", steps, 0, 100_000_000);
    Check.within("warmup", warmup, 0, 1_000_000);
    Check.within("points", points, 0, 100_000_000);
    TrainingRun.Compute how = compute.apply();
    Workload.Timed t =
        workload.run(new Workload.Task(data, steps, warmup, points, solver, dictionary, how));
    double rate = t.count() / t.seconds();
    console.result(
        common.json,
        new Measured(
            name,
            rate,
            t.unit(),
            t.count(),
            t.seconds(),
            how.threads(),
            how.precision(),
            t.value()),
        String.format(
            Locale.ROOT,
            "%s: %.1f %s (%d in %.2f s, %d threads, %s)",
            name,
            rate,
            t.unit(),
            t.count(),
            t.seconds(),
            how.threads(),
            how.precision()));
    return 0;
  }
}
