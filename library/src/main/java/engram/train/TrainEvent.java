package engram.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happens in a training, told in order to whoever listens. */
public sealed interface TrainEvent {
  /** Training begins at update {@code step} of {@code totalSteps}. */
  record Started(long step, long totalSteps, int stepsPerEpoch, int batch) implements TrainEvent {}

  /**
   * Update {@code step} (from 1) is done.
   *
   * @param loss of the first phase
   * @param losses of every phase by its name, in the order of the phases
   */
  record Stepped(long step, double loss, int images, Map<String, Double> losses)
      implements TrainEvent {
    public Stepped {
      losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    }

    /** A step of which only the first phase's loss is known. */
    public Stepped(long step, double loss, int images) {
      this(step, loss, images, Map.of());
    }
  }

  /**
   * An epoch is over: mean training losses by {@code phase.term}, and validation metrics (empty
   * without validation data).
   */
  record EpochEnded(int epoch, long step, Map<String, Double> train, Map<String, Double> validation)
      implements TrainEvent {}

  /**
   * A sign of a training gone wrong, or what a phase did about one; a guard speaks once in a
   * training.
   *
   * @param guard which sign, such as {@code posterior-collapse}, or the phase
   * @param message one line: the value, the threshold, what to try
   */
  record Warned(String guard, long step, String message) implements TrainEvent {}

  /** Validation has not improved for {@code epochs} epochs; the best weights are taken back. */
  record StoppedEarly(int epochs, double best) implements TrainEvent {}

  /** A checkpoint of {@code step} has been handed over for saving. */
  record Saved(long step) implements TrainEvent {}
}
