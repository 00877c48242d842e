package engram.nn;

import engram.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the output of a decoder is compared with the image. */
public enum Reconstruction {
  /** Binary cross-entropy per image in nats, summed over pixels. */
  BCE {
    @Override
    public Tensor loss(Tensor logits, Tensor x) {
      return Terms.bceNats(logits, x);
    }
  },
  /** Squared error, averaged over pixels. */
  MSE {
    @Override
    public Tensor loss(Tensor logits, Tensor x) {
      return Terms.msePixel(logits.sigmoid(), x);
    }
  };

  /** A single value for {@code sigmoid(logits)} as the reconstruction of {@code x}. */
  public abstract Tensor loss(Tensor logits, Tensor x);

  /** The name of the loss as a metric: {@code bce_nats} or {@code mse_pixel}. */
  public String metric() {
    return this == BCE ? "bce_nats" : "mse_pixel";
  }

  /** {@code bce_nats}, {@code bce_pixel} and {@code mse_pixel} of each image. */
  public static Map<String, Tensor> scores(Tensor logits, Tensor x) {
    Map<String, Tensor> scores = new LinkedHashMap<>();
    Tensor bce = Terms.bceNatsPerImage(logits, x);
    scores.put("bce_nats", bce);
    scores.put("bce_pixel", bce.over((double) x.elements() / x.size(0)));
    scores.put("mse_pixel", Terms.msePixelPerImage(logits.sigmoid(), x));
    return scores;
  }
}
