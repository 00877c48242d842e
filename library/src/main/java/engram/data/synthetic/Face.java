package engram.data.synthetic;

import engram.base.Check;
import engram.base.Seed;
import java.nio.ByteBuffer;

/**
 * One drawn face, fully described by its features.
 *
 * @param glasses whether it wears glasses
 * @param skinTone 0 light to 1 dark
 * @param hairColour 0 blond over red, brown and black to 1 grey
 * @param hairStyle 0 cropped, 1 short, 2 parted, 3 long, 4 curly
 * @param faceWidth factor on the usual width, 0.8 to 1.2
 * @param eyeDistance between the centres of the eyes, 12 to 18 pixels
 * @param eyeSize half width of an eye, 2.4 to 4 pixels
 * @param pupil direction of the look, -1 left to 1 right
 * @param browAngle -1 worried to 1 angry
 * @param mouthCurve -1 sad to 1 smiling
 * @param mouthOpen 0 closed to 1 wide open
 * @param background 0 to 1 around the pale colours
 * @param poseX turn of the head, -1 left to 1 right
 * @param poseY nod of the head, -1 up to 1 down
 */
public record Face(
    boolean glasses,
    double skinTone,
    double hairColour,
    int hairStyle,
    double faceWidth,
    double eyeDistance,
    double eyeSize,
    double pupil,
    double browAngle,
    double mouthCurve,
    double mouthOpen,
    double background,
    double poseX,
    double poseY)
    implements Drawing {
  static final int SIDE = 64;

  public Face {
    Check.within("skinTone", skinTone, 0, 1);
    Check.within("hairColour", hairColour, 0, 1);
    Check.within("hairStyle", hairStyle, 0, 4);
    Check.within("faceWidth", faceWidth, 0.8, 1.2);
    Check.within("eyeDistance", eyeDistance, 12, 18);
    Check.within("eyeSize", eyeSize, 2.4, 4);
    Check.within("pupil", pupil, -1, 1);
    Check.within("browAngle", browAngle, -1, 1);
    Check.within("mouthCurve", mouthCurve, -1, 1);
    Check.within("mouthOpen", mouthOpen, 0, 1);
    Check.within("background", background, 0, 1);
    Check.within("poseX", poseX, -1, 1);
    Check.within("poseY", poseY, -1, 1);
  }

  /** The face that {@code seed} stands for. */
  public static Face random(Seed seed) {
    Dice dice = new Dice(seed);
    return new Face(
        dice.chance(0.5),
        dice.uniform(0, 1),
        dice.uniform(0, 1),
        dice.pick(5),
        dice.uniform(0.8, 1.2),
        dice.uniform(12, 18),
        dice.uniform(2.4, 4),
        dice.uniform(-1, 1),
        dice.uniform(-1, 1),
        dice.uniform(-1, 1),
        dice.uniform(0, 1),
        dice.uniform(0, 1),
        dice.uniform(-1, 1),
        dice.uniform(-1, 1));
  }

  /** The same face with glasses on or off. */
  public Face withGlasses(boolean worn) {
    return new Face(
        worn,
        skinTone,
        hairColour,
        hairStyle,
        faceWidth,
        eyeDistance,
        eyeSize,
        pupil,
        browAngle,
        mouthCurve,
        mouthOpen,
        background,
        poseX,
        poseY);
  }

  @Override
  public int label() {
    return glasses ? 1 : 0;
  }

  @Override
  public float[] factors() {
    return new float[] {
      label(),
      (float) skinTone,
      (float) hairColour,
      hairStyle,
      (float) faceWidth,
      (float) eyeDistance,
      (float) eyeSize,
      (float) pupil,
      (float) browAngle,
      (float) mouthCurve,
      (float) mouthOpen,
      (float) background,
      (float) poseX,
      (float) poseY
    };
  }

  /** Appends the red, the green and the blue plane, 64 rows of 64 bytes each. */
  @Override
  public void draw(ByteBuffer target) {
    new Portrait(this).paint().write(target);
  }
}
