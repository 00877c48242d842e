package engram.cli;

import engram.base.Names;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Precision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

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

  /**
   * The options, as text that {@link #read} understands.
   *
   * @param threads 0 for all cores
   */
  record Choice(int threads, String precision, boolean deterministic, String device) {
    ComputeOptions read() {
      ComputeOptions options = new ComputeOptions();
      options.threads = threads == 0 ? null : threads;
      options.precision = Precision.valueOf(precision.toUpperCase(Locale.ROOT));
      options.deterministic = deterministic;
      options.device = device;
      return options;
    }
  }

  Choice choice() {
    return new Choice(threads == null ? 0 : threads, Names.of(precision), deterministic, device);
  }

  /** Those of {@code earlier} where {@code command} was not told otherwise. */
  ComputeOptions over(Choice earlier, CommandSpec command) {
    ParseResult told = command.commandLine().getParseResult();
    ComputeOptions all = earlier.read();
    all.threads = told.hasMatchedOption("--threads") ? threads : all.threads;
    all.precision = told.hasMatchedOption("--precision") ? precision : all.precision;
    all.deterministic = deterministic || all.deterministic;
    all.device = told.hasMatchedOption("--device") ? device : all.device;
    return all;
  }

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
