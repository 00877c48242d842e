package engram.data.synthetic;

/** Paints one face, from the background to the glasses. */
final class Portrait {
  private static final Rgb WHITE = Rgb.of(0xFCFCFA);
  private static final Rgb BLACK = Rgb.of(0x1A1614);
  private static final Rgb LIPS = Rgb.of(0xB4404A);
  private static final Rgb SHIRT = Rgb.of(0x4A6A8C);

  private final Canvas canvas = new Canvas(Face.SIDE);
  private final Face face;
  private final Rgb skin;
  private final Rgb shade;
  private final Rgb hair;
  private final double headX;
  private final double headY;
  private final double headWidth;
  private final double midX;
  private final double eyeY;

  /** Head and features move together, the features further: that is what turns the head. */
  Portrait(Face face) {
    this.face = face;
    this.skin = Rgb.ramp(face.skinTone(), 0xFFDFC8, 0xE0AC82, 0xA8714A, 0x5C3A24);
    this.shade = skin.mixed(BLACK, 0.25);
    this.hair =
        Rgb.ramp(face.hairColour(), 0xE8CB76, 0xB0552A, 0x63401F, 0x241A14, 0x58585C, 0xC4C4C8);
    this.headX = 32 + 1.5 * face.poseX();
    this.headY = 33 + face.poseY();
    this.headWidth = 15.5 * face.faceWidth();
    this.midX = headX + 3 * face.poseX();
    this.eyeY = headY - 2 + 2 * face.poseY();
  }

  Canvas paint() {
    Rgb wall =
        Rgb.ramp(face.background(), 0xBFD8EE, 0xC5E6CC, 0xF3ECB8, 0xF4CDB8, 0xE3C6E8, 0xBFD8EE);
    canvas.paint((x, y) -> -1, wall);
    hairBehind();
    head();
    hairInFront();
    eye(midX - face.eyeDistance() / 2, -1);
    eye(midX + face.eyeDistance() / 2, 1);
    nose();
    mouth();
    if (face.glasses()) {
      glasses();
    }
    return canvas;
  }

  private void hairBehind() {
    if (face.hairStyle() == 3) {
      canvas.paint(Shape.ellipse(headX, headY - 3, headWidth + 4.5, 23), hair);
      canvas.paint(Shape.box(headX, headY + 8, headWidth + 4.5, 17, 7), hair);
    }
    if (face.hairStyle() == 4) {
      for (int i = -3; i <= 3; i++) {
        canvas.paint(
            Shape.disc(headX + i * (headWidth + 1) / 3, headY - 19 + i * i * 1.9, 7), hair);
      }
    }
  }

  private void head() {
    canvas.paint(Shape.ellipse(32, 69, 25, 13), SHIRT);
    canvas.paint(Shape.box((headX + 32) / 2, 54, 6, 9, 4), shade);
    for (int side = -1; side <= 1; side += 2) {
      canvas.paint(Shape.ellipse(headX + side * headWidth, headY - 1, 2.8, 4.5), shade);
    }
    canvas.paint(headShape(), skin);
  }

  private Shape headShape() {
    return Shape.ellipse(headX, headY, headWidth, 20);
  }

  private void hairInFront() {
    double top = headY - 10 + face.poseY();
    Shape cap = Shape.ellipse(headX, headY - 1.5, headWidth + 1.5, 20.5);
    Shape brow = Shape.ellipse(midX, headY + 3, headWidth - 1, 14.5 + 1.5 * face.poseY());
    switch (face.hairStyle()) {
      case 0 -> canvas.paint(headShape().and(Shape.above(top - 2)).without(brow), hair, 0.75);
      case 1 -> canvas.paint(cap.and(Shape.above(headY - 4)).without(brow), hair);
      case 2 -> canvas.paint(cap.and(Shape.above(headY - 2)).without(parted(top)), hair);
      case 3 -> canvas.paint(cap.and(Shape.above(headY + 8)).without(brow), hair);
      default -> canvas.paint(cap.and(Shape.above(headY - 6)).without(brow), hair);
    }
  }

  private Shape parted(double top) {
    return Shape.ellipse(midX + 5, headY + 6, headWidth - 1, headY + 6 - top)
        .and(Shape.ellipse(midX, headY + 6, headWidth - 1.2, 19));
  }

  private void eye(double x, int side) {
    double size = face.eyeSize();
    double look = 0.45 * size * face.pupil();
    Shape white = Shape.ellipse(x, eyeY, size, 0.72 * size);
    canvas.paint(Shape.ellipse(x, eyeY, size + 0.7, 0.72 * size + 0.7), shade);
    canvas.paint(white, WHITE);
    canvas.paint(Shape.disc(x + look, eyeY, 0.6 * size).and(white), Rgb.of(0x3E5F73));
    canvas.paint(Shape.disc(x + look, eyeY, 0.34 * size), BLACK);
    double browY = eyeY - 0.72 * size - 3;
    double rise = 1.6 * face.browAngle();
    canvas.paint(
        Shape.line(x - side * 3.4, browY + rise, x + side * 3.4, browY - rise, 1.7),
        hair.mixed(BLACK, 0.3));
  }

  private void nose() {
    double tip = midX + face.poseX();
    double y = headY + 5 + 2 * face.poseY();
    canvas.paint(Shape.line(midX, eyeY + 2, tip + 1.2, y, 1).or(nostrils(tip, y)), shade, 0.8);
  }

  private static Shape nostrils(double tip, double y) {
    return Shape.line(tip - 1.8, y + 0.6, tip + 1.8, y + 0.6, 1.3);
  }

  private void mouth() {
    double y = headY + 11 + 2 * face.poseY();
    canvas.paint(lips(y, 1), LIPS);
    canvas.paint(lips(y, -0.1), Rgb.of(0x5A1620));
  }

  /** The mouth around the height {@code cy}, grown by {@code border}. */
  private Shape lips(double cy, double border) {
    double half = 6;
    return (x, y) -> {
      double u = Math.min(1, Math.abs(x - midX) / half);
      double bow = 1 - u * u;
      double middle = cy + 3.2 * face.mouthCurve() * (bow - 0.5);
      double dx = Math.max(0, Math.abs(x - midX) - half);
      double dy = Math.abs(y - middle) - 3.4 * face.mouthOpen() * bow;
      return (dx == 0 ? dy : Math.sqrt(dx * dx + Math.max(0, dy) * Math.max(0, dy))) - border;
    };
  }

  private void glasses() {
    double half = Math.min(6.4, face.eyeDistance() / 2 - 0.8);
    for (int side = -1; side <= 1; side += 2) {
      double x = midX + side * face.eyeDistance() / 2;
      Shape lens = Shape.box(x, eyeY + 0.5, half, 5, 3.2);
      canvas.paint(lens, WHITE, 0.2);
      canvas.paint(lens.outline(1.5), BLACK);
      double ear = headX + side * (headWidth + 0.5);
      canvas.paint(Shape.line(x + side * half, eyeY - 1.5, ear, headY - 2.5, 1.3), BLACK);
    }
    double gap = face.eyeDistance() / 2 - half;
    canvas.paint(Shape.line(midX - gap, eyeY - 0.5, midX + gap, eyeY - 0.5, 1.4), BLACK);
  }
}
