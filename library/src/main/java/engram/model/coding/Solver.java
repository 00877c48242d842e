package engram.model.coding;

import engram.base.Check;

/** A way to the minimum of a {@link Lasso}. */
public interface Solver {
  /** The solvers there are; each but one comes to the same code. */
  enum Method {
    /** The locally competitive algorithm with the soft threshold. */
    LCA,
    /**
     * The same with the hard threshold, as Barari equation 2 is written: at rest units in use leave
     * no trace in the residual, which is not the minimum of the energy.
     */
    LCA_HARD,
    /** Accelerated proximal gradient. */
    FISTA,
    /** One unit at a time on a growing set of atoms; the fastest. */
    COORDINATE_DESCENT
  }

  /**
   * When a solver stops.
   *
   * @param tolerance duality gap at which it does, as a share of the energy
   * @param iterations most it makes
   */
  record Stop(double tolerance, int iterations) {
    public Stop {
      Check.within("tolerance", tolerance, 0, 1);
      Check.atLeast("iterations", iterations, 1);
    }

    boolean reached(Lasso s) {
      return s.gap() <= tolerance * s.energy();
    }
  }

  /** Is shown the state after each iteration, numbered from 1. */
  @FunctionalInterface
  interface Watch {
    void see(int iteration, Lasso state);
  }

  /** Moves the code of {@code s} to the minimum, and returns the number of iterations made. */
  int solve(Lasso s, Stop stop, Watch watch);

  /** The solver of that name. */
  static Solver of(Method method) {
    return switch (method) {
      case LCA -> new CompetingNeurons(false);
      case LCA_HARD -> new CompetingNeurons(true);
      case FISTA -> new Fista();
      case COORDINATE_DESCENT -> new CoordinateDescent();
    };
  }
}
