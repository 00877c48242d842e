package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Nearest;
import engram.base.Seed;
import engram.data.Batch;
import engram.data.Batches;
import engram.data.DataSet;
import engram.data.ImageOptions;
import engram.data.Part;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a named workload and says how fast it went; the peers' side is in the folder bench. */
@Command(
    name = "bench",
    description =
        "Time a named workload: train-dense, train-conv, train-vae, encode, load, pca, meanshift or tsne.",
    footer = {"", "Example: engram bench train-dense --steps 2000 --json"})
final class BenchCommand implements Callable<Integer> {
  private static final List<String> NAMES =
      List.of(
          "train-dense", "train-conv", "train-vae", "encode", "load", "pca", "meanshift", "tsne");

  @Mixin Common common = new Common();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Parameters(paramLabel = "NAME", description = "the workload")
  String name = "";

  @Option(names = "--data", paramLabel = "D", description = "images (default: mnist)")
  String data = "mnist";

  @Option(names = "--steps", paramLabel = "N", description = "timed steps or passes")
  int steps;

  @Option(names = "--warmup", paramLabel = "N", description = "steps before (default: 300)")
  int warmup = 300;

  @Option(names = "--points", paramLabel = "N", description = "points of a map (default: all)")
  int points;

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
    if (!NAMES.contains(name)) {
      throw EngramException.usage(
          "no workload is called '"
              + name
              + "'"
              + Nearest.hint(name, NAMES)
              + " (there are: "
              + String.join(", ", NAMES)
              + ")");
    }
    Check.within("steps", steps, 0, 100_000_000);
    Check.within("warmup", warmup, 0, 1_000_000);
    Measured m = MapBench.NAMES.contains(name) ? map() : network();

    console.result(
        common.json,
        m,
        String.format(
            Locale.ROOT,
            "%s: %.1f %s (%d in %.2f s, %d threads, %s)",
            m.workload,
            m.rate,
            m.unit,
            m.count,
            m.seconds,
            m.threads,
            m.precision));
    return 0;
  }

  private Measured map() {
    int threads = compute.check();
    MapBench.Timed t = new MapBench(steps, points, threads).run(name, data);
    double rate = t.count() / t.seconds();
    return new Measured(
        name, rate, "points per second", t.count(), t.seconds(), threads, "fp32", t.value());
  }

  private Measured network() {
    TrainingRun.Compute how = compute.apply();
    DataSet images = Common.data(data, Part.TRAIN, ImageOptions.defaults());
    return switch (name) {
      case "train-dense" -> train("dense-ae", 100, images, how);
      case "train-conv" -> train("conv-ae", 128, images, how);
      case "train-vae" -> train("vae", 100, images, how);
      case "encode" -> encode(images, how);
      default -> load(images, how);
    };
  }

  private Measured train(String model, int batch, DataSet images, TrainingRun.Compute how) {
    int timed = steps == 0 ? 1500 : steps;
    long[] clock = new long[2];
    double[] loss = new double[1];
    Trainer.Surroundings around =
        new Trainer.Surroundings(
            () -> false,
            c -> {},
            event -> {
              if (event instanceof TrainEvent.Stepped s) {
                clock[s.step() <= warmup ? 0 : 1] = System.nanoTime();
                loss[0] = s.loss();
              }
            });
    Plan plan = new Plan(1, (long) warmup + timed, batch, 1, 0, Schedule.CONSTANT, 0, 86400);
    long start = System.nanoTime();
    try (Scope scope = new Scope()) {
      Model built = fresh(model, images);
      Trainer.train(built, images, plan, Optional.empty(), around);
    }
    long from = warmup == 0 ? start : clock[0];
    return measured("steps per second", timed, (clock[1] - from) / 1e9, how, loss[0]);
  }

  private static Model fresh(String model, DataSet images) {
    Family family = Family.named(model);
    Setting setting =
        new Setting(images.shape(), images.classNames().size(), Device.CPU, new Seed(1));
    return family.create(family.card().defaults(), setting);
  }

  private Measured encode(DataSet images, TrainingRun.Compute how) {
    int passes = steps == 0 ? 5 : steps;
    try (Scope scope = new Scope()) {
      Model model = fresh("dense-ae", images);
      Evaluation.encode(model, images.first(20_000));
      long start = System.nanoTime();
      for (int i = 0; i < passes; i++) {
        Evaluation.encode(model, images);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return measured("images per second", passes * images.size(), seconds, how, 0);
    }
  }

  private Measured load(DataSet images, TrainingRun.Compute how) {
    int epochs = steps == 0 ? 5 : steps;
    Batches batches = Batches.of(images, 100, new Seed(1));
    Batch batch = batches.newBatch();
    long start = System.nanoTime();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int i = 0; i < batches.stepsPerEpoch(); i++) {
        batches.fill(batch, epoch, i);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return measured("images per second", epochs * images.size(), seconds, how, 0);
  }

  private Measured measured(
      String unit, int count, double seconds, TrainingRun.Compute how, double loss) {
    return new Measured(
        name, count / seconds, unit, count, seconds, how.threads(), how.precision(), loss);
  }
}
