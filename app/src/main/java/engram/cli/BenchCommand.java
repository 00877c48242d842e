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
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.model.coding.Dictionary;
import engram.model.coding.Lca;
import engram.model.coding.Solver;
import engram.model.coding.SparseCoder;
import engram.probe.Examples;
import engram.probe.LinearClassifier;
import engram.probe.LogisticRegression;
import engram.probe.Probe;
import engram.probe.RbfSvm;
import engram.probe.Scaling;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a named workload and says how fast it went; the peers' side is in the folder bench. */
@Command(
    name = "bench",
    description =
        "Time a named workload: train-dense, train-conv, train-vae, encode, lca, lca-learn, lr, svm"
            + " or load.",
    footer = {"", "Example: engram bench train-dense --steps 2000 --json"})
final class BenchCommand implements Callable<Integer> {
  private static final List<String> NAMES =
      List.of(
          "train-dense",
          "train-conv",
          "train-vae",
          "encode",
          "lca",
          "lca-learn",
          "lr",
          "svm",
          "load");

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
    TrainingRun.Compute how = compute.apply();
    DataSet images = Common.data(data, Part.TRAIN, ImageOptions.defaults());
    Measured m =
        switch (name) {
          case "train-dense" -> train("dense-ae", 100, images, how);
          case "train-conv" -> train("conv-ae", 128, images, how);
          case "train-vae" -> train("vae", 100, images, how);
          case "encode" -> encode(images, how);
          case "lca" -> lca(images, how);
          case "lca-learn" -> learn(images, how);
          case "lr" -> fit(LogisticRegression.defaults(), images, how);
          case "svm" -> fit(new RbfSvm(10, 0.025, Scaling.NONE), images.first(10_000), how);
          default -> load(images, how);
        };
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

  private Measured lca(DataSet images, TrainingRun.Compute how) {
    int passes = steps == 0 ? 1 : steps;
    Lca.Spec spec = (Lca.Spec) Family.named("lca").card().defaults();
    SparseCoder.Settings settings =
        new SparseCoder.Settings(
            spec.lambda(),
            spec.sign(),
            solver == null ? spec.solver() : solver,
            new Solver.Stop(spec.tolerance(), spec.iterations()));
    Matrix atoms = dictionary == null ? learned(images) : Npy.open(dictionary).toMatrix();
    Matrix x = RunFigures.pixels(images);
    SparseCoder coder = new SparseCoder(Dictionary.of(atoms), settings);
    coder.encode(x.rows(0, Math.min(x.rows(), 5000)), how.threads());
    Matrix codes = x;
    long start = System.nanoTime();
    for (int i = 0; i < passes; i++) {
      codes = coder.encode(x, how.threads());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double energy = coder.energy(x, codes);
    return measured("images per second", passes * images.size(), seconds, how, energy);
  }

  private Matrix learned(DataSet images) {
    try (Scope scope = new Scope()) {
      Lca model = (Lca) fresh("lca", images);
      Plan plan = new Plan(1, 0, 256, 1, 0, Schedule.COSINE, 0, 86400);
      Trainer.train(model, images, plan, Optional.empty(), Trainer.Surroundings.none());
      return model.atoms(0);
    }
  }

  private Measured learn(DataSet images, TrainingRun.Compute how) {
    long start = System.nanoTime();
    Matrix atoms = learned(images);
    double seconds = (System.nanoTime() - start) / 1e9;
    DataSet held = Common.data(data, Part.TEST, ImageOptions.defaults()).first(2000);
    Lca.Spec spec = (Lca.Spec) Family.named("lca").card().defaults();
    SparseCoder coder =
        new SparseCoder(
            Dictionary.of(atoms),
            new SparseCoder.Settings(
                spec.lambda(), spec.sign(), spec.solver(), new Solver.Stop(1e-4, 10_000)));
    Matrix x = RunFigures.pixels(held);
    double energy = coder.energy(x, coder.encode(x, how.threads()));
    return measured("images per second", images.size(), seconds, how, energy);
  }

  private Measured fit(Probe probe, DataSet images, TrainingRun.Compute how) {
    float[][] pixels =
        IntStream.range(0, images.size()).mapToObj(images::image).toArray(float[][]::new);
    Matrix x = Matrix.of(images.size(), images.shape().values(), (i, j) -> pixels[i][j]);
    Examples examples = Examples.of(x, images.labels());
    int fits = steps == 0 ? 1 : steps;
    double loss = 0;
    long start = System.nanoTime();
    for (int i = 0; i < fits; i++) {
      Probe.Fitted fitted = probe.fit(examples, how.threads());
      loss = fitted instanceof LinearClassifier linear ? linear.objective() : 0;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return measured("images per second", fits * images.size(), seconds, how, loss);
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
