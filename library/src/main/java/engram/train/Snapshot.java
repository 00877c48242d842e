package engram.train;

import engram.base.EngramException;
import engram.exchange.TensorData;
import engram.tensor.Host;
import engram.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies tensors to and from the form in which they are stored. */
public final class Snapshot {
  static final String MODEL = "model.";
  static final String OPTIMISER = "optimiser.";
  static final String BEST = "best.";

  private Snapshot() {}

  /** The values of {@code tensors} now. */
  public static Map<String, TensorData> of(Map<String, Tensor> tensors) {
    Map<String, TensorData> stored = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> stored.put(name, of(tensor)));
    return stored;
  }

  /** The values of {@code tensor} now. */
  public static TensorData of(Tensor tensor) {
    return new TensorData(
        TensorData.Type.valueOf(tensor.type().name()), tensor.shape(), Host.download(tensor));
  }

  /**
   * Overwrites {@code tensors} with what is {@code stored} under the same names.
   *
   * @throws EngramException if names or shapes do not match exactly
   */
  public static void restore(Map<String, Tensor> tensors, Map<String, TensorData> stored) {
    if (!tensors.keySet().equals(stored.keySet())) {
      throw mismatch("it has tensors " + stored.keySet() + ", needed are " + tensors.keySet());
    }
    tensors.forEach(
        (name, tensor) -> {
          TensorData data = stored.get(name);
          if (data == null
              || !data.shape().equals(tensor.shape())
              || !data.type().name().equals(tensor.type().name())) {
            throw mismatch(
                "tensor "
                    + name
                    + " has shape "
                    + (data == null ? "" : data.shape())
                    + ", needed is "
                    + tensor.shape());
          }
          Host.restore(tensor, data.bytes());
        });
  }

  private static EngramException mismatch(String what) {
    return new EngramException(
        EngramException.Kind.BAD_DATA, "these weights are of another model: " + what);
  }
}
