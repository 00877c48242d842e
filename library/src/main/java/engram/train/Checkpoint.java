package engram.train;

import engram.base.Prefixed;
import engram.exchange.TensorData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything needed to go on as if training had never stopped.
 *
 * @param step updates made
 * @param tensors weights ({@code model.*}), optimiser state ({@code optimiser.*}) and, with early
 *     stopping, the best weights so far ({@code best.*})
 * @param metadata counters and running sums, as text
 */
public record Checkpoint(long step, Map<String, TensorData> tensors, Map<String, String> metadata) {
  public Checkpoint {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** The weights alone, by parameter name. */
  public Map<String, TensorData> weights() {
    return Prefixed.part(tensors, Snapshot.MODEL);
  }

  /** The weights that training would leave if it ended here: the best so far or else the latest. */
  public Map<String, TensorData> chosen() {
    Map<String, TensorData> best = Prefixed.part(tensors, Snapshot.BEST);
    return best.isEmpty() ? weights() : best;
  }
}
