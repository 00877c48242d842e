package engram.model.coding;

/**
 * Coordinate descent on a growing set of atoms (Friedman et al. 2007): atoms that correlate most
 * with the residual enter, the code is improved one unit at a time on those that are in, units at
 * zero leave, and so on until no atom outside would lower the energy.
 */
final class CoordinateDescent implements Solver {
  private static final int SWEEPS = 5;
  private static final float ENTER = 0.5f;

  @Override
  public int solve(Lasso s, Stop stop, Watch watch) {
    Within within = new Within(s);
    for (int iteration = 1; iteration <= stop.iterations(); iteration++) {
      within.enter();
      within.gather();
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        within.sweep();
      }
      within.leave();
      watch.see(iteration, s);
      if (stop.reached(s)) {
        return iteration;
      }
    }
    return stop.iterations();
  }

  /** The atoms that are in, and the lasso restricted to them. */
  private static final class Within {
    private final Lasso s;
    private final int[] atoms;
    private int size;
    private float[] gram = new float[0];
    private float[] a = new float[0];
    private float[] r = new float[0];

    Within(Lasso s) {
      this.s = s;
      atoms = new int[s.a.length];
      for (int k = 0; k < s.a.length; k++) {
        if (s.a[k] != 0) {
          atoms[size++] = k;
        }
      }
    }

    void enter() {
      float most = s.steepest();
      float enough = s.lambda + ENTER * (most - s.lambda);
      for (int k = 0; k < s.a.length && most > s.lambda; k++) {
        float v = s.sign == Sign.SIGNED ? Math.abs(s.r[k]) : s.r[k];
        if (v >= enough && s.a[k] == 0) {
          atoms[size++] = k;
        }
      }
    }

    void gather() {
      if (a.length < size) {
        gram = new float[size * size];
        a = new float[size];
        r = new float[size];
      }
      for (int i = 0; i < size; i++) {
        float[] row = s.phi.gram(atoms[i]);
        for (int j = 0; j < size; j++) {
          gram[i * size + j] = row[atoms[j]];
        }
        a[i] = s.a[atoms[i]];
        r[i] = s.r[atoms[i]];
      }
    }

    void sweep() {
      for (int i = 0; i < size; i++) {
        int row = i * size;
        float curvature = gram[row + i];
        float before = a[i];
        float now = s.shrink(r[i] + curvature * before, s.lambda) / curvature;
        if (now != before && curvature > 0) {
          a[i] = now;
          float change = now - before;
          for (int j = 0; j < size; j++) {
            r[j] -= change * gram[row + j];
          }
        }
      }
    }

    void leave() {
      int n = 0;
      for (int i = 0; i < size; i++) {
        s.a[atoms[i]] = a[i];
        if (a[i] != 0) {
          atoms[n++] = atoms[i];
        }
      }
      size = n;
      s.refresh();
    }
  }
}
