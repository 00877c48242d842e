package engram.nn;

import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every classifier does with its logits {@code [n, classes]}. */
public final class Classification {
  private Classification() {}

  /** Probability of each class: {@code [n, classes]}. */
  public static Tensor probabilities(Tensor logits) {
    return logits.logSoftmax(1).exp();
  }

  /** Accuracy and cross-entropy in nats of each image of classes {@code labels}: {@code [n]}. */
  public static Map<String, Tensor> scores(Tensor logits, Tensor labels) {
    Map<String, Tensor> scores = new LinkedHashMap<>();
    scores.put("accuracy", logits.argmax(1).equalTo(labels));
    scores.put("cross_entropy_nats", Tensors.crossEntropy(logits, labels));
    return scores;
  }
}
