package engram.probe;

import engram.math.Vectors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS (Liu and Nocedal 1989, algorithm 2.1) for smooth functions without
 * constraints; steps fulfil the weak Wolfe conditions, found by bisection and doubling (Lewis and
 * Overton 2013, algorithm 2.6).
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final int TRIALS = 50;
  private static final double SUFFICIENT = 1e-4;
  private static final double CURVATURE = 0.9;

  /** A smooth function of several numbers. */
  @FunctionalInterface
  interface Function {
    /** The value at {@code x}; writes the derivatives to {@code gradient}. */
    double at(double[] x, double[] gradient);
  }

  /** A place, and the value and derivatives there. */
  private static final class Point {
    final double[] x;
    final double[] gradient;
    final double value;

    Point(Function f, double[] x) {
      this.x = x;
      gradient = new double[x.length];
      value = f.at(x, gradient);
    }
  }

  /** What a step taught: {@code s} the step itself, {@code y} the change of the gradient. */
  private static final class Pair {
    final double[] s;
    final double[] y;
    final double rho;

    Pair(Point from, Point to) {
      s = to.x.clone();
      Vectors.add(s, -1, from.x);
      y = to.gradient.clone();
      Vectors.add(y, -1, from.gradient);
      rho = 1 / Vectors.dot(s, y);
    }
  }

  private final Function f;
  private final Deque<Pair> pairs = new ArrayDeque<>();
  private Point at;
  private int iterations;
  private boolean converged;

  private Lbfgs(Function f, double[] start) {
    this.f = f;
    at = new Point(f, start.clone());
  }

  /**
   * Minimises {@code f} from {@code start} on.
   *
   * @param tolerance stop once no derivative is larger than this
   * @param most iterations at most
   */
  static Lbfgs minimise(Function f, double[] start, double tolerance, int most) {
    Lbfgs search = new Lbfgs(f, start);
    search.run(tolerance, most);
    return search;
  }

  /** Where the search ended. */
  double[] x() {
    return at.x;
  }

  double value() {
    return at.value;
  }

  int iterations() {
    return iterations;
  }

  /** Whether the gradient got as small as was asked. */
  boolean converged() {
    return converged;
  }

  private void run(double tolerance, int most) {
    converged = largest(at.gradient) <= tolerance;
    boolean moved = true;
    while (!converged && moved && iterations < most) {
      moved = step(direction());
      iterations++;
      converged = largest(at.gradient) <= tolerance;
    }
  }

  /** {@code -H g} by the two-loop recursion. */
  private double[] direction() {
    double[] q = at.gradient.clone();
    double[] alpha = new double[pairs.size()];
    int i = 0;
    for (Pair p : pairs) {
      alpha[i] = p.rho * Vectors.dot(p.s, q);
      Vectors.add(q, -alpha[i++], p.y);
    }
    double gamma = pairs.isEmpty() ? 1 / Math.max(1, Vectors.norm(q)) : scale(pairs.getFirst());
    for (int j = 0; j < q.length; j++) {
      q[j] *= -gamma;
    }
    for (Iterator<Pair> back = pairs.descendingIterator(); back.hasNext(); ) {
      Pair p = back.next();
      Vectors.add(q, -alpha[--i] - p.rho * Vectors.dot(p.y, q), p.s);
    }
    return q;
  }

  private static double scale(Pair p) {
    return 1 / (p.rho * Vectors.dot(p.y, p.y));
  }

  /** Moves along {@code d}; false if there is nowhere better to go. */
  private boolean step(double[] d) {
    double slope = Vectors.dot(at.gradient, d);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double t = 1;
    for (int trial = 0; trial < TRIALS && slope < 0; trial++) {
      double[] x = at.x.clone();
      Vectors.add(x, t, d);
      Point next = new Point(f, x);
      if (!(next.value <= at.value + SUFFICIENT * t * slope)) {
        high = t;
      } else if (Vectors.dot(next.gradient, d) < CURVATURE * slope) {
        low = t;
      } else {
        remember(next);
        return true;
      }
      t = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * low;
    }
    return false;
  }

  private void remember(Point next) {
    pairs.addFirst(new Pair(at, next));
    if (pairs.size() > MEMORY) {
      pairs.removeLast();
    }
    at = next;
  }

  private static double largest(double[] a) {
    double most = 0;
    for (double v : a) {
      most = Math.max(most, Math.abs(v));
    }
    return most;
  }
}
