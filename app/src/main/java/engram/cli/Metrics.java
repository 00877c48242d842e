package engram.cli;

import engram.analysis.factors.Disentanglement;
import engram.base.Seed;
import engram.data.Batch;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.math.Moments;
import engram.model.Denoiser;
import engram.model.Linked;
import engram.model.Model;
import engram.tensor.Engine;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import engram.train.Feed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The metrics of the design, computed the same way for every model. */
final class Metrics {
  /** Samples of the importance-weighted likelihood unless told otherwise. */
  static final int IWAE_SAMPLES = 50;

  /** A unit is active if its mean code varies by more than this over the data (Burda et al.). */
  private static final double ACTIVE_VARIANCE = 0.01;

  private static final int BLOCK = 100;

  private Metrics() {}

  /** The model's own scores, and those of its codes if it is a model with codes to decode. */
  static Map<String, Double> of(Model model, DataSet data, Seed seed) {
    return of(model, data, () -> Evaluation.encode(model, data), seed);
  }

  private static Map<String, Double> of(
      Model model, DataSet data, Supplier<Matrix> encoded, Seed seed) {
    Map<String, Double> all = new LinkedHashMap<>(Evaluation.scores(model, data, seed));
    all.remove("loss_nats");
    if (model instanceof Denoiser denoiser) {
      all.putAll(Denoising.metrics(new Subject(model, data, seed), denoiser));
    }
    if (model.encodes() && model.decodes()) {
      Matrix codes = encoded.get();
      if (model.logLikelihoodKnown()) {
        all.put("active_units", (double) activeUnits(codes));
      }
      if (model instanceof Linked linked) {
        all.putAll(LinkedReading.of(linked, data, codes));
      }
      double positive = positiveShare(codes);
      all.put("active_per_image", positive * codes.columns());
      all.put("sparsity", 1 - positive);
      all.put("median_active", medianPositive(codes));
      data.factors().ifPresent(f -> all.putAll(Disentanglement.of(codes, f, seed)));
    }
    return all;
  }

  /**
   * {@link #of}, {@code nll_iwae_nats_K} from K = {@code samples} draws if there is a likelihood
   * and K is not 0, and how well classifiers read the codes.
   */
  static Map<String, Double> all(Model model, Generation.Real real, int samples, Seed seed) {
    DataSet test = real.test();
    Map<String, Double> all = new LinkedHashMap<>(of(model, test, real.codes(), seed));
    if (samples > 0) {
      iwae(model, test, samples, seed).ifPresent(nats -> all.put("nll_iwae_nats_" + samples, nats));
    }
    all.putAll(CodeProbes.of(model, real, seed));
    return all;
  }

  /** Mean estimate of {@code -log p(x)} in nats from {@code samples} draws, if there is one. */
  private static Optional<Double> iwae(Model model, DataSet data, int samples, Seed seed) {
    if (!model.logLikelihoodKnown()) {
      return Optional.empty();
    }
    Batch batch = new Batch(data, Math.min(BLOCK, data.size()));
    int[] order = IntStream.range(0, data.size()).toArray();
    double sum = 0;
    for (int from = 0; from < data.size(); from += BLOCK) {
      batch.fill(order, from, Math.min(from + BLOCK, data.size()));
      try (Scope s = Scope.withoutGradients()) {
        Engine.seed(seed.child("iwae").child(from));
        Tensor x = Feed.images(batch, model.outline().setting().device());
        sum -= model.logLikelihood(x, samples).orElseThrow().sum().item();
      }
    }
    return Optional.of(sum / data.size());
  }

  private static int activeUnits(Matrix codes) {
    return (int) Arrays.stream(Moments.variances(codes)).filter(v -> v > ACTIVE_VARIANCE).count();
  }

  /** The middle number of units above 0 in a code, the upper one of two. */
  private static double medianPositive(Matrix codes) {
    int[] sorted =
        IntStream.range(0, codes.rows()).map(i -> positive(codes.row(i))).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static int positive(float[] code) {
    int positive = 0;
    for (float value : code) {
      positive += value > 0 ? 1 : 0;
    }
    return positive;
  }

  private static double positiveShare(Matrix codes) {
    long all = IntStream.range(0, codes.rows()).mapToLong(i -> positive(codes.row(i))).sum();
    return all / ((double) codes.rows() * codes.columns());
  }
}
