package engram.report;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Images in rows that may be of different lengths.
 *
 * @param rows numbers of the images in each row, the first row not empty
 */
public record ImageRows(
    Heading heading, Images images, List<List<Integer>> rows, SheetLabels labels)
    implements Figure {
  public ImageRows {
    rows = rows.stream().map(List::copyOf).toList();
  }

  @Override
  public String alt() {
    return "Sheet of images of " + images.shape() + " in " + rows.size() + " rows";
  }

  @Override
  public BufferedImage draw() {
    return new Sheet(images, rows, labels, Integer.MAX_VALUE).draw();
  }
}
