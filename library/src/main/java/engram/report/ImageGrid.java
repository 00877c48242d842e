package engram.report;

import engram.base.Check;
import java.awt.image.BufferedImage;

/**
 * Images in reading order, such as samples of a model.
 *
 * @param columns images in a row
 */
public record ImageGrid(Heading heading, Images images, int columns, SheetLabels labels)
    implements Figure {
  public ImageGrid {
    Check.atLeast("columns", columns, 1);
  }

  /** A sheet without labels. */
  public static ImageGrid of(Heading heading, Images images, int columns) {
    return new ImageGrid(heading, images, columns, SheetLabels.NONE);
  }

  @Override
  public String alt() {
    return "Sheet of " + images.count() + " images of " + images.shape();
  }

  @Override
  public BufferedImage draw() {
    return Sheet.inOrder(images, columns, labels).draw();
  }
}
