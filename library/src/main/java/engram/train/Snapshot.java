package engram.train;

import engram.base.EngramException;
import engram.exchange.TensorData;
import engram.tensor.Host;
import engram.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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
   * Overwrites {@code tensors} with what is {@code stored} under the same names, all or none.
   *
   * @throws EngramException if names, shapes or types do not match exactly
   */
  public static void restore(Map<String, Tensor> tensors, Map<String, TensorData> stored) {
    requireFit("weights are of another model", tensors, stored);
    tensors.forEach((name, tensor) -> Host.restore(tensor, named(name, stored).bytes()));
  }

  /** Refuses what {@link #restore} would, with {@code otherwise} as the reason, and writes none. */
  static void requireFit(
      String otherwise, Map<String, Tensor> tensors, Map<String, TensorData> stored) {
    if (!tensors.keySet().equals(stored.keySet())) {
      throw mismatch(
          otherwise, "it has tensors " + stored.keySet() + ", needed are " + tensors.keySet());
    }
    tensors.forEach(
        (name, tensor) -> {
          String found = kind(named(name, stored));
          String needed = tensor.type() + " " + tensor.shape();
          if (!found.equals(needed)) {
            throw mismatch(otherwise, "tensor " + name + " is " + found + ", needed is " + needed);
          }
        });
  }

  private static TensorData named(String name, Map<String, TensorData> stored) {
    return Objects.requireNonNull(stored.get(name));
  }

  private static String kind(TensorData data) {
    return data.type() + " " + data.shape();
  }

  private static EngramException mismatch(String otherwise, String what) {
    return new EngramException(EngramException.Kind.BAD_DATA, "these " + otherwise + ": " + what);
  }
}
