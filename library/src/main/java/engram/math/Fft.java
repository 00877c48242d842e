package engram.math;

import engram.base.Check;

/**
 * Fourier transforms of a power of two of complex numbers, many side by side (Cooley and Tukey
 * 1965): row i of the arrays holds number i of each.
 *
 * <p>{@link #forward} leaves the spectrum in bit-reversed order, from which {@link #inverse}
 * starts, so that convolutions never reorder. Nothing is scaled: both together multiply by n.
 */
final class Fft {
  private final int n;
  private final float[] cos;
  private final float[] sin;

  /** Transforms of {@code n} numbers, a power of two. */
  Fft(int n) {
    Check.require(n > 0 && Integer.bitCount(n) == 1, "n must be a power of two, got " + n);
    this.n = n;
    cos = new float[n / 2];
    sin = new float[n / 2];
    for (int k = 0; k < n / 2; k++) {
      cos[k] = (float) Math.cos(2 * Math.PI * k / n);
      sin[k] = (float) Math.sin(2 * Math.PI * k / n);
    }
  }

  /** {@code X_k = sum_j x_j exp(-2 pi i j k / n)}, in place. */
  void forward(float[][] re, float[][] im) {
    for (int half = n / 2; half >= 1; half /= 2) {
      for (int start = 0; start < n; start += 2 * half) {
        for (int p = 0; p < half; p++) {
          int a = start + p;
          int b = a + half;
          int k = p * (n / 2 / half);
          split(re[a], im[a], re[b], im[b], cos[k], -sin[k]);
        }
      }
    }
  }

  /** {@code x_j = sum_k X_k exp(2 pi i j k / n)}, in place. */
  void inverse(float[][] re, float[][] im) {
    for (int half = 1; half < n; half *= 2) {
      for (int start = 0; start < n; start += 2 * half) {
        for (int p = 0; p < half; p++) {
          int a = start + p;
          int b = a + half;
          int k = p * (n / 2 / half);
          join(re[a], im[a], re[b], im[b], cos[k], sin[k]);
        }
      }
    }
  }

  /** {@code a, b <- a + b, (a - b) w}. */
  private static void split(float[] ar, float[] ai, float[] br, float[] bi, float wr, float wi) {
    for (int j = 0; j < ar.length; j++) {
      float pr = ar[j];
      float pi = ai[j];
      float qr = br[j];
      float qi = bi[j];
      ar[j] = pr + qr;
      ai[j] = pi + qi;
      float dr = pr - qr;
      float di = pi - qi;
      br[j] = dr * wr - di * wi;
      bi[j] = dr * wi + di * wr;
    }
  }

  /** {@code a, b <- a + b w, a - b w}. */
  private static void join(float[] ar, float[] ai, float[] br, float[] bi, float wr, float wi) {
    for (int j = 0; j < ar.length; j++) {
      float qr = br[j];
      float qi = bi[j];
      float tr = qr * wr - qi * wi;
      float ti = qr * wi + qi * wr;
      float pr = ar[j];
      float pi = ai[j];
      ar[j] = pr + tr;
      ai[j] = pi + ti;
      br[j] = pr - tr;
      bi[j] = pi - ti;
    }
  }
}
