package engram.bench;

import engram.base.Seed;
import engram.exchange.Npy;
import engram.exchange.Safetensors;
import engram.exchange.TensorData;
import engram.math.Matrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Files, as safe as the library writes them: all or nothing, forced to disk, digests checked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FileBenchmark {
  private static final int ROWS = 10_000;
  private static final int COLUMNS = 64;
  private static final int WEIGHTS = 1_250_000;

  private final Matrix codes = Matrix.wrap(ROWS, COLUMNS, floats(ROWS * COLUMNS));
  private final Map<String, TensorData> weights =
      Map.of("w", TensorData.ofFloats(List.of((long) WEIGHTS), FloatBuffer.wrap(floats(WEIGHTS))));
  private Path folder = Path.of("");

  @Setup
  public void writeBoth() throws IOException {
    folder = Files.createTempDirectory("engram-bench");
    writeNpy();
    writeSafetensors();
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(npy());
    Files.delete(safetensors());
    Files.delete(folder);
  }

  private Path npy() {
    return folder.resolve("codes.npy");
  }

  private Path safetensors() {
    return folder.resolve("weights.safetensors");
  }

  private static float[] floats(int n) {
    SplittableRandom random = new Seed(1).random();
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }

  /** 10,000 codes of 64 floats: 2.6 MB. */
  @Benchmark
  public void writeNpy() {
    Npy.write(npy(), codes);
  }

  @Benchmark
  public Matrix readNpy() {
    return Npy.open(npy()).toMatrix();
  }

  /** 5 MB of weights. */
  @Benchmark
  public void writeSafetensors() {
    Safetensors.write(safetensors(), weights, Map.of());
  }

  @Benchmark
  public Safetensors.Contents readSafetensors() {
    return Safetensors.read(safetensors());
  }
}
