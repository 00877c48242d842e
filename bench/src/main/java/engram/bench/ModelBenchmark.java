package engram.bench;

import engram.base.Seed;
import engram.data.Batch;
import engram.data.Batches;
import engram.data.DataSet;
import engram.data.synthetic.Digits;
import engram.math.Matrix;
import engram.model.Family;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Setting;
import engram.nn.Loss;
import engram.tensor.Device;
import engram.tensor.Host;
import engram.tensor.Optimiser;
import engram.train.Evaluation;
import engram.train.Feed;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Using a model from Java: images to native memory, one update, codes of a block of images. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelBenchmark {
  @Param({"dense-ae", "vae"})
  public String model = "";

  private final DataSet images = new Digits().generate(512, new Seed(1));
  private final Batches batches = Batches.of(images, 100, new Seed(1));
  private final Batch batch = batches.newBatch();
  private @Nullable Trained trained;

  /** A model, its only phase and that phase's optimiser, alive until the scope closes. */
  private record Trained(engram.tensor.Scope life, Model model, Phase phase, Optimiser optimiser) {}

  @Setup
  public void build() {
    batches.fill(batch, 0, 0);
    Family family = Family.named(model);
    engram.tensor.Scope life = new engram.tensor.Scope();
    Setting setting = new Setting(images.shape(), 10, Device.CPU, new Seed(1));
    Model built = family.create(family.card().defaults(), setting);
    Phase phase = built.phases().get(0);
    trained = new Trained(life, built, phase, phase.rule().create(phase.parameters()));
  }

  @TearDown
  public void close() {
    trained().life.close();
  }

  private Trained trained() {
    return java.util.Objects.requireNonNull(trained, "JMH calls build() first");
  }

  /** 100 images of 28x28 bytes as floats in native memory. */
  @Benchmark
  public long upload100Images() {
    ByteBuffer bytes = batch.images();
    try (engram.tensor.Scope s = new engram.tensor.Scope()) {
      return Host.uploadUnit(bytes, Device.CPU, 100, 1, 28, 28).elements();
    }
  }

  /** One update on 100 images: upload, forward, backward, Adam. */
  @Benchmark
  public double step() {
    Trained t = trained();
    try (engram.tensor.Scope s = new engram.tensor.Scope()) {
      Input in = Feed.input(batch, images, 0, Device.CPU);
      Loss.Value loss = t.phase.loss().apply(in);
      t.optimiser.descend(loss.total(), t.phase.rule().learningRate());
      return loss.total().item();
    }
  }

  /** Codes of 512 images, from stored bytes to a matrix on the heap. */
  @Benchmark
  public Matrix encode512Images() {
    return Evaluation.encode(trained().model, images);
  }
}
