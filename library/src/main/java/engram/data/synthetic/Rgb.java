package engram.data.synthetic;

/** A colour whose parts lie in 0 to 1. */
record Rgb(double red, double green, double blue) {
  /** The colour written {@code 0xRRGGBB}. */
  static Rgb of(int hex) {
    return new Rgb((hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0);
  }

  /** This colour with {@code share} of {@code other} mixed in. */
  Rgb mixed(Rgb other, double share) {
    return new Rgb(
        red + share * (other.red - red),
        green + share * (other.green - green),
        blue + share * (other.blue - blue));
  }

  /** The colour at {@code position} in 0 to 1 along evenly spaced {@code stops}. */
  static Rgb ramp(double position, int... stops) {
    double at = position * (stops.length - 1);
    int i = Math.min(stops.length - 2, (int) at);
    return of(stops[i]).mixed(of(stops[i + 1]), at - i);
  }
}
