package engram.train;

import engram.base.Check;
import engram.model.Schedule;

/**
 * How long and in what steps a model is trained.
 *
 * @param epochs passes over the training data, at least 1; ignored if {@code steps} is above 0
 * @param steps updates, or 0 to count in epochs
 * @param batch images per step
 * @param seed of everything random: weights, order, noise, validation split
 * @param patience epochs without a better validation before stopping early; 0 never stops
 * @param schedule of the learning rate
 * @param validation share of the training data held out for validation, 0 to 0.5
 * @param checkpointSeconds time between checkpoints
 */
public record Plan(
    int epochs,
    long steps,
    int batch,
    long seed,
    int patience,
    Schedule schedule,
    double validation,
    int checkpointSeconds) {
  public Plan {
    Check.atLeast("epochs", epochs, 1);
    Check.atLeast("steps", steps, 0);
    Check.within("batch", batch, 1, 1 << 20);
    Check.atLeast("patience", patience, 0);
    Check.within("validation", validation, 0, 0.5);
    Check.within("checkpoint_seconds", checkpointSeconds, 0, 86400);
    Check.require(
        patience == 0 || validation > 0,
        "patience " + patience + " needs validation data, and validation is 0");
  }

  /** Updates in all, where an epoch has {@code stepsPerEpoch}. */
  public long totalSteps(int stepsPerEpoch) {
    return steps > 0 ? steps : Math.multiplyExact((long) epochs, stepsPerEpoch);
  }
}
