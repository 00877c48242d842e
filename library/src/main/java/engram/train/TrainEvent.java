package engram.train;

import java.util.Map;

/** What happens in a training, told in order to whoever listens. */
public sealed interface TrainEvent {
  /** Training begins at update {@code step} of {@code totalSteps}. */
  record Started(long step, long totalSteps, int stepsPerEpoch, int batch) implements TrainEvent {}

  /** Update {@code step} (from 1) is done; {@code loss} is the first phase's. */
  record Stepped(long step, double loss, int images) implements TrainEvent {}

  /**
   * An epoch is over: mean training losses by {@code phase.term}, and validation metrics (empty
   * without validation data).
   */
  record EpochEnded(int epoch, long step, Map<String, Double> train, Map<String, Double> validation)
      implements TrainEvent {}

  /** Validation has not improved for {@code epochs} epochs; the best weights are taken back. */
  record StoppedEarly(int epochs, double best) implements TrainEvent {}

  /** A checkpoint of {@code step} has been handed over for saving. */
  record Saved(long step) implements TrainEvent {}
}
