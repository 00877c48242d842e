package engram.data.synthetic;

import engram.base.Check;
import engram.base.Seed;
import java.nio.ByteBuffer;

/**
 * One handwritten-like digit, described by what a writer chooses.
 *
 * @param digit 0 to 9
 * @param variant which way of writing that digit, from 0
 * @param slant shift to the right per unit of height
 * @param rotation clockwise, in degrees
 * @param thickness of the line, in pixels
 * @param width factor on the natural width before the digit is fitted into its box
 * @param curvature 0 for straight lines between the control points, 1 for smooth curves
 * @param positionX distance of the centre of mass to the right of the middle, in pixels
 * @param positionY distance of the centre of mass below the middle, in pixels
 * @param hand seed of everything that is not a named factor: jitter, warp and pen
 */
public record Digit(
    int digit,
    int variant,
    double slant,
    double rotation,
    double thickness,
    double width,
    double curvature,
    double positionX,
    double positionY,
    Seed hand)
    implements Drawing {
  static final int SIDE = 28;
  private static final double BOX = 20;

  public Digit {
    Check.within("digit", digit, 0, 9);
    Check.within("variant", variant, 0, Glyphs.variants(digit) - 1);
    Check.within("slant", slant, -1.5, 1.5);
    Check.within("rotation", rotation, -90, 90);
    Check.within("thickness", thickness, 0.5, 8);
    Check.within("width", width, 0.25, 4);
    Check.within("curvature", curvature, 0, 2);
    Check.within("positionX", positionX, -4, 4);
    Check.within("positionY", positionY, -4, 4);
  }

  /** The digit that {@code seed} stands for. */
  public static Digit random(Seed seed) {
    Dice dice = new Dice(seed);
    int digit = dice.pick(10);
    return new Digit(
        digit,
        Glyphs.pick(digit, dice),
        dice.bell(0.15, 0.22),
        dice.bell(0, 8),
        dice.bell(2.5, 0.5),
        dice.bell(1, 0.18),
        dice.bell(1, 0.15),
        dice.uniform(-0.5, 0.5),
        dice.uniform(-0.5, 0.5),
        seed.child("hand"));
  }

  @Override
  public int label() {
    return digit;
  }

  @Override
  public float[] factors() {
    return new float[] {
      digit,
      variant,
      (float) slant,
      (float) rotation,
      (float) thickness,
      (float) width,
      (float) curvature,
      (float) positionX,
      (float) positionY
    };
  }

  /** Appends 28 rows of 28 bytes, ink 255 on 0, as MNIST fits and centres its digits. */
  @Override
  public void draw(ByteBuffer target) {
    Dice dice = new Dice(hand);
    Ink.Pen pen = new Ink.Pen(thickness, dice.uniform(0.8, 1.5), dice.bell(0, 0.08));
    Trace trace = skeleton(dice).fitted(BOX - thickness);
    Ink first = new Ink(SIDE, trace, pen);
    Trace centred = trace.shifted(positionX - first.massX(), positionY - first.massY());
    new Ink(SIDE, centred, pen).write(target);
  }

  private Trace skeleton(Dice dice) {
    double angle = StrictMath.toRadians(rotation);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return Glyphs.of(digit, variant)
        .jittered(dice.uniform(0.03, 0.13), dice)
        .trace(curvature)
        .moved(new Warp(dice.uniform(0.03, 0.13), dice))
        .moved(
            p -> {
              double x = width * p[0] - slant * p[1];
              double y = p[1];
              p[0] = cos * x - sin * y;
              p[1] = sin * x + cos * y;
            });
  }
}
