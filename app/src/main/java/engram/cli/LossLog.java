package engram.cli;

import engram.base.Prefixed;
import engram.report.Series;
import engram.runs.RunRecord;
import engram.train.TrainEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects what the loss curves are drawn from: per epoch, and per step averaged in stretches. */
final class LossLog implements Consumer<TrainEvent> {
  private static final int STRETCHES = 200;
  private static final String TRAINING = "training ";

  private final Map<String, List<Series.Point>> perEpoch = new LinkedHashMap<>();
  private final Map<String, List<Series.Point>> perStep = new LinkedHashMap<>();
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private long stretch = 1;
  private int count;

  @Override
  public void accept(TrainEvent event) {
    if (event instanceof TrainEvent.Started started) {
      stretch = Math.max(1, (started.totalSteps() - started.step()) / STRETCHES);
    } else if (event instanceof TrainEvent.Stepped stepped) {
      step(stepped);
    } else if (event instanceof TrainEvent.EpochEnded ended) {
      ended.train().forEach((name, value) -> add(TRAINING + name, ended.epoch(), value));
      ended.validation().forEach((name, value) -> add("validation " + name, ended.epoch(), value));
    }
  }

  /** Takes in epochs that were trained before. */
  void remember(List<RunRecord.Epoch> epochs) {
    for (RunRecord.Epoch e : epochs) {
      accept(
          new TrainEvent.EpochEnded(
              e.epoch(),
              e.step(),
              Prefixed.part(e.values(), "train."),
              Prefixed.part(e.values(), "validation.")));
    }
  }

  private void step(TrainEvent.Stepped stepped) {
    stepped.losses().forEach((phase, loss) -> sums.merge(phase, loss, Double::sum));
    count++;
    if (count >= stretch) {
      sums.forEach((phase, sum) -> put(perStep, phase, (double) stepped.step(), sum / count));
      sums.clear();
      count = 0;
    }
  }

  private void add(String name, int epoch, double value) {
    put(perEpoch, name, epoch, value);
  }

  private static void put(
      Map<String, List<Series.Point>> all, String name, double x, double value) {
    all.computeIfAbsent(name, n -> new ArrayList<>()).add(new Series.Point(x, value));
  }

  /** The training loss of each phase over steps, by the phase's name if there are several. */
  List<Series> steps() {
    return perStep.entrySet().stream()
        .map(e -> new Series(perStep.size() == 1 ? "training loss" : e.getKey(), e.getValue()))
        .toList();
  }

  /** Each loss and metric over epochs, by {@code training name} or {@code validation name}. */
  Map<String, List<Series.Point>> epochs() {
    return perEpoch;
  }

  /** Whether {@code name} is that of the whole loss of a phase, among the names over epochs. */
  boolean isPhaseTotal(String name) {
    String phase = name.replaceFirst("\\..*", ".");
    return name.startsWith(TRAINING)
        && (name.endsWith(".total")
            || perEpoch.keySet().stream().filter(other -> other.startsWith(phase)).count() == 1);
  }
}
