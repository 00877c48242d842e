package engram.model;

import engram.base.EngramException;
import engram.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch as a model sees it.
 *
 * @param step number of updates made before this one, from 0
 * @param x images {@code [n, channels, height, width]} in [0, 1]
 * @param labels classes {@code [n]} I64, or null where the data has none, or others than those the
 *     model was made for
 * @param linked the same things in the other modalities of the data, like x
 */
public record Input(long step, Tensor x, @Nullable Tensor labels, List<Tensor> linked) {
  /** A batch of one modality. */
  public Input(long step, Tensor x, @Nullable Tensor labels) {
    this(step, x, labels, List.of());
  }

  /** The classes, for a model that cannot do without. */
  public Tensor requireLabels() {
    if (labels == null) {
      throw EngramException.usage(
          "this model needs labels of the classes it was made for, and the data has none or others");
    }
    return labels;
  }

  /** Rises from 0 at the first update to 1 at update {@code steps}; 1 throughout for 0 steps. */
  public double warmedUp(int steps) {
    return steps == 0 ? 1 : Math.min(1, step / (double) steps);
  }
}
