package engram.runs;

import engram.base.Json;
import engram.exchange.TensorData;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values that the tests of this package share. */
final class Samples {
  private Samples() {}

  static RunRequest request() {
    return request(10);
  }

  static RunRequest request(int latent) {
    return new RunRequest(
        List.of("train", "vae", "--data", "digits"),
        Json.tree(Map.of("latent", latent)),
        Json.tree(Map.of("epochs", 3)),
        new RunRequest.DataUsed("digits", "0".repeat(64), Json.tree(Map.of("count", 100))),
        Long.MIN_VALUE);
  }

  static Environment environment() {
    return Environment.here("0.1.0", "none");
  }

  static LiveRun begin(RunStore store) {
    return store.create("vae", request(), environment());
  }

  static String done(RunStore store, double loss) {
    try (LiveRun run = begin(store)) {
      run.update(r -> r.withMetrics(Map.of("loss", loss)));
      run.finish(RunStatus.DONE);
      return run.id();
    }
  }

  static Map<String, TensorData> tensors(float value) {
    FloatBuffer values = FloatBuffer.wrap(new float[] {value, 2, 3});
    return Map.of("w", TensorData.ofFloats(List.of(3L), values));
  }

  static float first(Optional<Checkpoints.Checkpoint> checkpoint) {
    return checkpoint.orElseThrow().tensors().values().iterator().next().floats().get(0);
  }

  static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
