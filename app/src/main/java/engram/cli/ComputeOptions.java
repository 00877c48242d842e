package engram.cli;

import engram.base.Names;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the engine computes. */
final class ComputeOptions {
  @Option(names = "--threads", paramLabel = "N", description = "threads (default: all cores)")
  @Nullable Integer threads;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "auto, fp32 or bf16 matrix products (default: auto)")
  Precision precision = Precision.AUTO;

  @Option(
      names = "--deterministic",
      description = "the same bits whatever --threads says (computes with one thread)")
  boolean deterministic;

  @Option(names = "--device", paramLabel = "DEV", description = "cpu or cuda:0 (default: cpu)")
  String device = "cpu";

  /** The number of threads wanted, if it is one that can be. */
  int check() {
    int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    engram.base.Check.within("threads", wanted, 1, 1024);
    return wanted;
  }

  /** Sets the engine up and says how. */
  TrainingRun.Compute apply() {
    int wanted = check();
    Device where = Device.parse(device);
    Engine.threads(deterministic ? 1 : wanted);
    return new TrainingRun.Compute(where, Engine.threads(), Names.of(Engine.precision(precision)));
  }
}
