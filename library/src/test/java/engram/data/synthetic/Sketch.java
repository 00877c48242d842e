package engram.data.synthetic;

/** Measures a picture of one digit, 28 pixels square. */
record Sketch(double meanX, double meanY, double ink, double lean, double longerSide) {
  private static final int SIDE = 28;

  /** {@code pixels}: ink 1 on 0, row after row. */
  Sketch(float[] pixels) {
    this(moments(pixels));
  }

  private Sketch(double[] m) {
    this(m[0], m[1], m[2], m[3], m[4]);
  }

  private static double x(int pixel) {
    return pixel % SIDE - 13.5;
  }

  private static double y(int pixel) {
    int row = pixel / SIDE;
    return row - 13.5;
  }

  private static double[] moments(float[] pixels) {
    double ink = 0;
    double sumX = 0;
    double sumY = 0;
    double left = SIDE;
    double right = -SIDE;
    double top = SIDE;
    double bottom = -SIDE;
    for (int i = 0; i < pixels.length; i++) {
      double x = x(i);
      double y = y(i);
      ink += pixels[i];
      sumX += pixels[i] * x;
      sumY += pixels[i] * y;
      if (pixels[i] >= 0.5) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
    }
    double side = 1 + Math.max(right - left, bottom - top);
    double lean = lean(pixels, sumX / ink, sumY / ink);
    return new double[] {sumX / ink, sumY / ink, ink, lean, side};
  }

  /** Shift to the right per pixel of height, by least squares. */
  private static double lean(float[] pixels, double meanX, double meanY) {
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < pixels.length; i++) {
      double x = x(i) - meanX;
      double y = y(i) - meanY;
      xy += pixels[i] * x * y;
      yy += pixels[i] * y * y;
    }
    return -xy / yy;
  }
}
