package engram.nn;

/** Whether a layer behaves as in training or as in use. */
public enum Mode {
  /** Dropout is active. */
  TRAIN,
  /** Every layer is a fixed function of its input. */
  USE
}
