package engram.cli;

import engram.report.Series;
import engram.train.TrainEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects what the loss curves are drawn from: per epoch, and per step averaged in stretches. */
final class LossLog implements Consumer<TrainEvent> {
  private static final int STRETCHES = 200;

  private final Map<String, List<Series.Point>> perEpoch = new LinkedHashMap<>();
  private final List<Series.Point> perStep = new ArrayList<>();
  private long stretch = 1;
  private double sum;
  private int count;

  @Override
  public void accept(TrainEvent event) {
    if (event instanceof TrainEvent.Started started) {
      stretch = Math.max(1, (started.totalSteps() - started.step()) / STRETCHES);
    } else if (event instanceof TrainEvent.Stepped stepped) {
      sum += stepped.loss();
      count++;
      if (count >= stretch) {
        perStep.add(new Series.Point(stepped.step(), sum / count));
        sum = 0;
        count = 0;
      }
    } else if (event instanceof TrainEvent.EpochEnded ended) {
      ended.train().forEach((name, value) -> add("training " + name, ended.epoch(), value));
      ended.validation().forEach((name, value) -> add("validation " + name, ended.epoch(), value));
    }
  }

  private void add(String name, int epoch, double value) {
    perEpoch.computeIfAbsent(name, n -> new ArrayList<>()).add(new Series.Point(epoch, value));
  }

  /** The training loss over steps. */
  Series steps() {
    return new Series("training loss", perStep);
  }

  /** Each loss and metric over epochs, by {@code training name} or {@code validation name}. */
  Map<String, List<Series.Point>> epochs() {
    return perEpoch;
  }
}
