package engram.bench;

import engram.base.Seed;
import engram.data.Batch;
import engram.data.Batches;
import engram.data.DataCatalog;
import engram.data.DataSet;
import engram.data.Part;
import engram.data.synthetic.Digits;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Getting images: gathering a shuffled batch, and drawing digits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DataBenchmark {
  private static final int DRAWN = 100;

  /** {@code mnist} needs ENGRAM_DATA; {@code -p data=digits} needs nothing. */
  @Param("mnist")
  public String data = "";

  private final Digits digits = new Digits();
  private Batches batches = Batches.of(digits.generate(1, new Seed(1)), 1, new Seed(1));
  private Batch batch = batches.newBatch();
  private int step;

  @Setup
  public void open() {
    Path home = Path.of(System.getProperty("user.home"));
    DataSet images =
        new DataCatalog(DataCatalog.home(System.getenv(), home)).open(data, Part.TRAIN);
    batches = Batches.of(images, 100, new Seed(1));
    batch = batches.newBatch();
  }

  /** One shuffled batch of 100 images. */
  @Benchmark
  public Batch fill100Images() {
    step = (step + 1) % batches.stepsPerEpoch();
    batches.fill(batch, 0, step);
    return batch;
  }

  /** One digit, drawn from strokes; 100 at a time. */
  @Benchmark
  @org.openjdk.jmh.annotations.OperationsPerInvocation(DRAWN)
  public DataSet drawDigit() {
    return digits.generate(DRAWN, new Seed(step++));
  }
}
