package engram.data.synthetic;

import engram.base.EngramException;
import engram.data.DataSet;
import engram.data.HeapPixels;
import engram.data.ImageShape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ten digits as a printer sets them: Liberation Sans, which has Arial's metrics, white on
 * black, 28x28, 20 pixels high and centred as MNIST's digits are.
 */
public final class PrintedDigits {
  /** The name of this modality. */
  public static final String NAME = "arial";

  private static final int SIDE = 28;
  private static final double HEIGHT = 20;
  private static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private PrintedDigits() {}

  /** The digits 0 to 9, one image each. */
  public static DataSet all() {
    byte[] bytes = new byte[CLASSES.size() * SIDE * SIDE];
    for (int digit = 0; digit < CLASSES.size(); digit++) {
      BufferedImage image = draw(CLASSES.get(digit));
      for (int i = 0; i < SIDE * SIDE; i++) {
        bytes[digit * SIDE * SIDE + i] = (byte) (image.getRGB(i % SIDE, i / SIDE) & 0xFF);
      }
    }
    ImageShape shape = ImageShape.grey(SIDE, SIDE);
    return DataSet.of(NAME, shape, new HeapPixels(SIDE * SIDE, bytes), null, null);
  }

  /**
   * For each image of {@code digits} the printed digit of its class.
   *
   * @throws EngramException if its classes are not digits
   */
  public static DataSet of(DataSet digits) {
    if (digits.classNames().isEmpty() || !CLASSES.containsAll(digits.classNames())) {
      throw EngramException.usage(
          "printed digits can be linked to images of the classes 0 to 9 only, "
              + digits.name()
              + " has "
              + (digits.hasLabels() ? digits.classNames() : "no labels"));
    }
    int[] digit = digits.classNames().stream().mapToInt(Integer::parseInt).toArray();
    int[] labels = digits.labels();
    return all().select(NAME, IntStream.of(labels).map(label -> digit[label]).toArray());
  }

  private static BufferedImage draw(String digit) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Shape outline = Typeface.SANS.outline(digit, SIDE);
    double scale = HEIGHT / Typeface.SANS.outline("0", SIDE).getBounds2D().getHeight();
    Rectangle2D box = outline.getBounds2D();
    AffineTransform place = AffineTransform.getTranslateInstance(SIDE / 2.0, SIDE / 2.0);
    place.scale(scale, scale);
    place.translate(-box.getCenterX(), -box.getCenterY());
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fill(place.createTransformedShape(outline));
    g.dispose();
    return image;
  }
}
