package engram.model.coding;

/**
 * The fast iterative shrinkage-thresholding algorithm (Beck and Teboulle 2009), with a step that
 * follows the curvature, restarted when momentum leads uphill (O'Donoghue and Candes 2015).
 */
final class Fista implements Solver {
  @Override
  public int solve(Lasso s, Stop stop, Watch watch) {
    float[] aBefore = s.a.clone();
    float[] rBefore = s.r.clone();
    Momentum momentum = new Momentum();
    Curvature curvature = new Curvature();
    for (int iteration = 1; iteration <= stop.iterations(); iteration++) {
      if (descend(s, aBefore, rBefore, momentum.next(), curvature.step()) > 0) {
        momentum.restart();
      }
      System.arraycopy(s.r, 0, rBefore, 0, s.r.length);
      s.refresh();
      curvature.see(s.a, aBefore, s.r, rBefore);
      watch.see(iteration, s);
      if (iteration % CompetingNeurons.CHECK == 0 && stop.reached(s)) {
        return iteration;
      }
    }
    return stop.iterations();
  }

  /** One proximal step from where momentum leads; returns how far uphill that was. */
  private static double descend(
      Lasso s, float[] aBefore, float[] rBefore, float momentum, float step) {
    double uphill = 0;
    for (int k = 0; k < s.a.length; k++) {
      float y = s.a[k] + momentum * (s.a[k] - aBefore[k]);
      float slope = s.r[k] + momentum * (s.r[k] - rBefore[k]);
      float next = s.shrink(y + step * slope, step * s.lambda);
      uphill += (y - next) * (next - s.a[k]);
      aBefore[k] = s.a[k];
      s.a[k] = next;
    }
    return uphill;
  }
}
