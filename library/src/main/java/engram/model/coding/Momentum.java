package engram.model.coding;

/** Nesterov's sequence of momenta, 0 first and then rising towards 1, until restarted. */
final class Momentum {
  private double t = 1;

  /** The momentum of the next step. */
  float next() {
    double before = t;
    t = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    return (float) ((before - 1) / t);
  }

  /** Begins again at 0. */
  void restart() {
    t = 1;
  }
}
