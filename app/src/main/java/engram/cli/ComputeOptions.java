package engram.cli;

import engram.base.Check;
import engram.base.Names;
import engram.runs.RunRequest;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Precision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the engine computes; what was not said is null. */
final class ComputeOptions {
  @Option(names = "--threads", paramLabel = "N", description = "threads (default: all cores)")
  @Nullable Integer threads;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "auto, fp32 or bf16 matrix products (default: auto)")
  @Nullable Precision precision;

  @Option(
      names = "--deterministic",
      description = "the same bits whatever --threads says (computes with one thread)")
  boolean deterministic;

  @Option(names = "--device", paramLabel = "DEV", description = "cpu or cuda:0 (default: cpu)")
  @Nullable String device;

  /** The options that were {@code asked}. */
  static ComputeOptions of(RunRequest.ComputeAsked asked) {
    ComputeOptions options = new ComputeOptions();
    options.threads = asked.threads() == 0 ? null : asked.threads();
    options.precision = Precision.valueOf(asked.precision().toUpperCase(Locale.ROOT));
    options.deterministic = asked.deterministic();
    options.device = asked.device();
    return options;
  }

  /** The options, as {@link #of} understands them. */
  RunRequest.ComputeAsked asked() {
    return new RunRequest.ComputeAsked(
        threads == null ? 0 : threads, Names.of(precision()), deterministic, device());
  }

  /** These and, where they say nothing, {@code earlier} ones. */
  ComputeOptions over(RunRequest.ComputeAsked earlier) {
    ComputeOptions all = of(earlier);
    all.threads = threads == null ? all.threads : threads;
    all.precision = precision == null ? all.precision : precision;
    all.deterministic = deterministic || all.deterministic;
    all.device = device == null ? all.device : device;
    return all;
  }

  private Precision precision() {
    return precision == null ? Precision.AUTO : precision;
  }

  private String device() {
    return device == null ? Device.CPU.name() : device;
  }

  /** Refuses a device or a number of threads that cannot be. */
  void check() {
    Device.parse(device());
    wanted();
  }

  /** The number of threads wanted. */
  int wanted() {
    int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Check.within("threads", wanted, 1, 1024);
    return wanted;
  }

  /** Sets the engine up and says how. */
  TrainingRun.Compute apply() {
    Device where = Device.parse(device());
    int wanted = wanted();
    Engine.threads(deterministic ? 1 : wanted);
    String chosen = Names.of(Engine.precision(precision(), where));
    return new TrainingRun.Compute(where, Engine.threads(), chosen, asked());
  }
}
