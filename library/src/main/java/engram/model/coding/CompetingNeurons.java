package engram.model.coding;

/**
 * The locally competitive algorithm: neurons with membrane potentials u, driven by the image and
 * inhibited by active neurons with similar atoms (Rozell et al. 2008; Barari equations 2 and 3).
 *
 * <pre>
 * u := u + (Phi^T (x - Phi a) + a - u) / L,       a = T_lambda(u)
 * </pre>
 *
 * <p>At rest u - a = Phi^T (x - Phi a), which for the soft threshold is the minimum of the energy
 * whatever L is. L follows the curvature met on the way, and u carries Nesterov's momentum, dropped
 * whenever it leads uphill; neither moves a resting point. With a hard threshold, T_lambda(u) = u
 * beyond lambda, there is no momentum and no duality gap: it stops when no potential moves by more
 * than the tolerance, in lambdas.
 */
final class CompetingNeurons implements Solver {
  /** Iterations from one look at the gap to the next. */
  static final int CHECK = 4;

  private final boolean hard;

  CompetingNeurons(boolean hard) {
    this.hard = hard;
  }

  @Override
  public int solve(Lasso s, Stop stop, Watch watch) {
    float[] u = potentials(s);
    float[] uBefore = u.clone();
    float[] aBefore = s.a.clone();
    float[] rBefore = s.r.clone();
    Momentum momentum = new Momentum();
    Curvature curvature = new Curvature();
    for (int iteration = 1; iteration <= stop.iterations(); iteration++) {
      System.arraycopy(s.a, 0, aBefore, 0, u.length);
      System.arraycopy(s.r, 0, rBefore, 0, u.length);
      fire(s, u, uBefore, hard ? 0 : momentum.next());
      s.refresh();
      curvature.see(s.a, aBefore, s.r, rBefore);
      double moved = charge(s, u, uBefore, curvature.step(), momentum);
      watch.see(iteration, s);
      if (atRest(s, stop, moved, iteration)) {
        return iteration;
      }
    }
    return stop.iterations();
  }

  /** Potentials at which the code of {@code s} would be at rest. */
  private float[] potentials(Lasso s) {
    float[] u = s.a.clone();
    for (int k = 0; k < u.length && !hard; k++) {
      u[k] += Math.signum(u[k]) * s.lambda;
    }
    return u;
  }

  /** Carries u on by its momentum, and makes the activations of it. */
  private void fire(Lasso s, float[] u, float[] uBefore, float momentum) {
    for (int k = 0; k < u.length; k++) {
      float carried = u[k] + momentum * (u[k] - uBefore[k]);
      uBefore[k] = u[k];
      u[k] = carried;
      float soft = s.shrink(carried, s.lambda);
      s.a[k] = hard && soft != 0 ? carried : soft;
    }
  }

  /** One step of the potentials; returns the farthest one moved. */
  private static double charge(Lasso s, float[] u, float[] uBefore, float step, Momentum momentum) {
    double uphill = 0;
    float farthest = 0;
    for (int k = 0; k < u.length; k++) {
      float change = step * (s.r[k] + s.a[k] - u[k]);
      float next = u[k] + change;
      uphill -= change * (next - uBefore[k]);
      farthest = Math.max(farthest, Math.abs(next - uBefore[k]));
      u[k] = next;
    }
    if (uphill > 0) {
      momentum.restart();
    }
    return farthest;
  }

  private boolean atRest(Lasso s, Stop stop, double moved, int iteration) {
    return hard ? moved <= stop.tolerance() * s.lambda : iteration % CHECK == 0 && stop.reached(s);
  }
}
