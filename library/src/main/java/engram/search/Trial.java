package engram.search;

import java.util.List;

/**
 * One configuration and how far its training has come.
 *
 * @param number from 0, in the order in which configurations were made up
 * @param epochs it was last asked to train in all
 * @param curve the objective after each epoch so far, lower is better; shorter than {@code epochs}
 *     while it trains, after it failed, or if training stopped early
 */
public record Trial(int number, Point point, int epochs, State state, List<Double> curve) {
  /** How far a trial has come. */
  public enum State {
    /** Asked to train; no answer yet. */
    RUNNING,
    /** Trained as far as it was asked to. */
    TRAINED,
    /** Diverged, or broken by an error: nothing more will come of it. */
    FAILED
  }

  public Trial {
    curve = List.copyOf(curve);
  }

  /** The objective after the last epoch; infinite where there is none or the training failed. */
  public double value() {
    return valueAt(Integer.MAX_VALUE);
  }

  /** The objective after {@code epoch} epochs, or after the last before it. */
  public double valueAt(int epoch) {
    if (state == State.FAILED || curve.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double value = curve.get(Math.min(epoch, curve.size()) - 1);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /** This trial asked to go on until {@code moreEpochs} in all. */
  Trial asked(int moreEpochs) {
    return new Trial(number, point, moreEpochs, State.RUNNING, curve);
  }

  /** This trial after the answer {@code newState} with {@code newCurve}. */
  Trial answered(State newState, List<Double> newCurve) {
    return new Trial(number, point, epochs, newState, newCurve);
  }
}
