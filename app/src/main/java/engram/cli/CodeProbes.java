package engram.cli;

import engram.base.Seed;
import engram.data.DataSet;
import engram.model.Model;
import engram.probe.Examples;
import engram.probe.LogisticRegression;
import engram.probe.NearestNeighbours;
import engram.probe.Probe;
import engram.tensor.Engine;
import engram.train.Evaluation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well two simple classifiers, fitted to codes of training images, read the classes of test
 * images from their codes: logistic regression and the five nearest neighbours.
 */
final class CodeProbes {
  private static final int LEARNT = 10_000;

  private CodeProbes() {}

  /**
   * {@code probe_lr} and {@code probe_knn}: shares of the test images read rightly, learnt from up
   * to 10,000 of the training images. Empty for a model without codes and for data without two
   * classes.
   */
  static Map<String, Double> of(Model model, Generation.Real real, Seed seed) {
    if (!model.encodes() || !real.test().hasLabels()) {
      return Map.of();
    }
    DataSet learnt = real.train().get().some(LEARNT, seed.child("probes"));
    if (!learnt.hasLabels() || Arrays.stream(learnt.labels()).distinct().count() < 2) {
      return Map.of();
    }
    Examples examples = Examples.of(Evaluation.encode(model, learnt), learnt.labels());
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("probe_lr", accuracy(LogisticRegression.defaults(), examples, real));
    all.put("probe_knn", accuracy(NearestNeighbours.defaultsFor(examples), examples, real));
    return all;
  }

  private static double accuracy(Probe probe, Examples examples, Generation.Real real) {
    DataSet test = real.test();
    int[] read = probe.fit(examples, Engine.threads()).predict(real.codes().get());
    long right = IntStream.range(0, read.length).filter(i -> read[i] == test.label(i)).count();
    return right / (double) read.length;
  }
}
