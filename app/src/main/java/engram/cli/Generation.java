package engram.cli;

import engram.analysis.Confusion;
import engram.analysis.Parzen;
import engram.analysis.SampleQuality;
import engram.base.Once;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Part;
import engram.math.Matrix;
import engram.model.ClassDriven;
import engram.model.Denoiser;
import engram.model.Model;
import engram.tensor.DType;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a model generates, held against real images. */
final class Generation {
  private static final int KNOWN = 10_000;
  private static final int VALIDATION = 1_000;
  private static final int DRIVEN = 100;

  /**
   * Real images; what is supplied is made only where it is needed, and once.
   *
   * @param codes of {@code test}
   */
  record Real(DataSet test, Supplier<Matrix> codes, Supplier<DataSet> train) {
    /** {@code test} and the training part of the same data. */
    static Real of(OpenRun run, DataSet test, DataOptions data, Console console) {
      return new Real(
          test,
          new Once<>(() -> Evaluation.encode(run.model(), test)),
          new Once<>(() -> run.fitting(data.openFor(run.folder().record(), Part.TRAIN, console))));
    }
  }

  /**
   * Who judged what.
   *
   * @param run the classifier's, or null without one
   * @param samples generated images
   * @param images real images beside them
   */
  record Judged(@Nullable String run, int samples, int images) {}

  /** Metrics and what they rest on; the latter is null if nothing was judged. */
  record Outcome(Map<String, Double> metrics, @Nullable Judged judged) {
    static final Outcome NONE = new Outcome(Map.of(), null);
  }

  private final OpenRun run;
  private final Model model;
  private final Real real;
  private final Seed seed;

  Generation(OpenRun run, Real real, Seed seed) {
    this.run = run;
    this.model = run.decoding().model();
    this.real = real;
    this.seed = seed;
  }

  Real real() {
    return real;
  }

  Device device() {
    return run.device();
  }

  /** What {@code judge} says of {@code count} samples and, if asked for, their Parzen window. */
  Outcome judged(@Nullable Judge judge, int count, boolean parzen) {
    if (judge == null && !parzen) {
      return Outcome.NONE;
    }
    Matrix samples = samples(count);
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (judge != null) {
      metrics.putAll(judge.metrics(samples, real.test));
      if (model.encodes()) {
        Matrix read = judge.read(Evaluation.decode(model, real.codes.get()));
        metrics.put("reconstruction_recognition", SampleQuality.of(read).recognition());
      }
      if (model instanceof Denoiser denoiser && real.test.hasLabels()) {
        metrics.putAll(readings(judge, denoiser));
      }
      if (model instanceof ClassDriven driven && real.test.hasLabels()) {
        metrics.put("driven_accuracy", driven(judge, driven));
      }
    }
    if (parzen) {
      metrics.putAll(parzen(samples));
    }
    String by = judge == null ? null : judge.id();
    return new Outcome(metrics, new Judged(by, count, real.test.size()));
  }

  /** How well {@code judge} reads corrupted images, and what the model restores of them. */
  private Map<String, Double> readings(Judge judge, Denoiser denoiser) {
    Denoising done = Denoising.of(new Subject(model, real.test, seed), denoiser);
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("noisy_accuracy", judge.accuracy(done.noisy(), real.test));
    all.put("restored_accuracy", judge.accuracy(done.restored(), real.test));
    return all;
  }

  /** Share of 100 images of each class, drawn by driving the model to it, that are read as it. */
  private double driven(Judge judge, ClassDriven driven) {
    int classes = real.test.classNames().size();
    int[] labels = IntStream.range(0, classes * DRIVEN).map(i -> i / DRIVEN).toArray();
    Matrix codes = CodeSampler.driven(driven, Arrays.stream(labels).boxed().toList(), seed);
    return Confusion.of(labels, judge.read(Evaluation.decode(model, codes))).accuracy();
  }

  /** {@code count} generated images, one per row. */
  Matrix samples(int count) {
    Supplier<Matrix> known = () -> Evaluation.encode(model, some(real.train.get(), KNOWN));
    return Evaluation.decode(model, CodeSampler.draw(model, known, count, seed));
  }

  private Map<String, Double> parzen(Matrix samples) {
    Parzen.Estimate e =
        new Parzen(samples, Generation::products)
            .estimate(pixels(validation()), pixels(real.test), Parzen.WIDTHS);
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("parzen_nats", e.nats());
    all.put("parzen_nats_se", e.standardError());
    all.put("parzen_sigma", e.sigma());
    return all;
  }

  /** Images that the run held out of its training, if it did. */
  private DataSet validation() {
    var request = run.folder().record().request();
    JsonNode share = request.plan().path("validation");
    DataSet train = real.train.get();
    boolean heldOut = share.asDouble(0) > 0 && train.size() > 1;
    return some(
        heldOut
            ? train
                .split(share.asDouble(0), new Seed(request.seed()).child("validation"))
                .validation()
            : train,
        VALIDATION);
  }

  private DataSet some(DataSet from, int most) {
    return from.some(most, seed.child("some"));
  }

  private static Matrix pixels(DataSet images) {
    return RunFigures.pixels(images);
  }

  /** In double precision: the engine's own may be as coarse as bf16. */
  private static Matrix products(Matrix a, Matrix b) {
    try (Scope s = Scope.withoutGradients()) {
      Tensor left = Evaluation.tensor(a, Device.CPU).to(DType.F64);
      Tensor right = Evaluation.tensor(b, Device.CPU).to(DType.F64);
      return Evaluation.matrix(left.matmul(right.transpose(0, 1)));
    }
  }
}
