package engram.report;

import engram.math.Matrix;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.function.DoubleFunction;

/**
 * One density as a lit surface over its plane, seen from above the corner where both coordinates
 * are highest; the floor's origin lies at the back.
 *
 * @param peak the density that stands at full height
 * @param colours colour of a mean third coordinate
 */
record Relief(DensityGrid grid, double peak, DoubleFunction<Color> colours) {
  /** Width of the floor from corner to corner, in units. */
  static final double WIDTH = 172;

  /** From the highest point that a surface can reach to the front corner of the floor. */
  static final double HEIGHT = 180;

  private static final double DEPTH = 76;
  private static final double RISE = HEIGHT - DEPTH;
  private static final double FLAT = 0.004;

  /** Draws the surface in the rectangle of WIDTH and HEIGHT at the origin, farthest cells first. */
  void draw(Canvas canvas) {
    Path2D floor = corners(0, 0, DensityGrid.CELLS, 0);
    canvas.fill(floor, new Color(0xF7F7F7));
    canvas.stroke(floor, Palette.AXIS, 0.7);
    for (int i = 0; i < DensityGrid.CELLS; i++) {
      for (int j = 0; j < DensityGrid.CELLS; j++) {
        if (grid.cell(i, j) > FLAT * peak) {
          Color colour = Palette.lit(colours.apply(grid.cellThird(i, j)), light(i, j));
          Path2D cell = corners(i, j, 1, 1);
          canvas.fill(cell, colour);
          canvas.stroke(cell, Palette.lit(colour, 0.86), 0.35);
        }
      }
    }
  }

  /** The four corners of a square of cells, raised by {@code raised} times their densities. */
  private Path2D corners(int i, int j, int size, double raised) {
    Path2D path = new Path2D.Double();
    int[][] around = {{i, j}, {i + size, j}, {i + size, j + size}, {i, j + size}};
    for (int[] corner : around) {
      double up = raised * grid.density().get(corner[0], corner[1]);
      Point2D at =
          at((double) corner[0] / DensityGrid.CELLS, (double) corner[1] / DensityGrid.CELLS, up);
      if (corner == around[0]) {
        path.moveTo(at.getX(), at.getY());
      } else {
        path.lineTo(at.getX(), at.getY());
      }
    }
    path.closePath();
    return path;
  }

  /** Where a point of the floor's unit square stands when raised to {@code density}. */
  Point2D at(double u, double v, double density) {
    double across = WIDTH / 2 * (1 + u - v);
    double down = RISE + DEPTH / 2 * (u + v);
    return new Point2D.Double(across, down - RISE * Math.min(1, density / Math.max(1e-300, peak)));
  }

  /** Light from the left: slopes that face it are brighter, those that turn away darker. */
  private double light(int i, int j) {
    Matrix d = grid.density();
    double u = d.get(i + 1, j) - d.get(i, j) + d.get(i + 1, j + 1) - d.get(i, j + 1);
    double v = d.get(i, j + 1) - d.get(i, j) + d.get(i + 1, j + 1) - d.get(i + 1, j);
    double tilt = (u - v) * DensityGrid.CELLS / Math.max(1e-300, 16 * peak);
    return Math.max(0.55, Math.min(1.3, 0.95 + 0.45 * tilt));
  }
}
