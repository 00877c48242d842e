package engram.cli;

import engram.data.DataSet;
import engram.data.Part;
import engram.probe.Examples;
import engram.probe.LinearClassifier;
import engram.probe.LogisticRegression;
import engram.probe.Probe;
import engram.probe.RbfSvm;
import engram.probe.Scaling;

/** The workloads of classifiers on raw pixels. */
final class ProbeBench {
  private static final int KERNEL_IMAGES = 10_000;

  private ProbeBench() {}

  static Workload.Timed logistic(Workload.Task task) {
    return fit(LogisticRegression.defaults(), task.images(Part.TRAIN), task);
  }

  static Workload.Timed rbf(Workload.Task task) {
    DataSet images = task.images(Part.TRAIN).first(KERNEL_IMAGES);
    return fit(new RbfSvm(10, 0.025, Scaling.NONE), images, task);
  }

  private static Workload.Timed fit(Probe probe, DataSet images, Workload.Task task) {
    Examples examples = Examples.of(RunFigures.pixels(images), images.labels());
    int fits = task.stepsOr(1);
    double loss = 0;
    long start = System.nanoTime();
    for (int i = 0; i < fits; i++) {
      Probe.Fitted fitted = probe.fit(examples, task.how().threads());
      loss = fitted instanceof LinearClassifier linear ? linear.objective() : 0;
    }
    return Workload.Timed.since(start, "images per second", fits * images.size(), loss);
  }
}
