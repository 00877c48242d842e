package engram.report;

import engram.base.EngramException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture that was drawn before, kept as a PNG file. */
public record PictureFile(Heading heading, Path file) implements Figure {
  @Override
  public String alt() {
    return heading.caption();
  }

  @Override
  public BufferedImage draw() {
    try {
      if (!Files.isRegularFile(file)) {
        throw EngramException.notFound(file, "this picture is gone; make its experiment again");
      }
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null) {
        throw EngramException.badData(file, "not a PNG picture");
      }
      return image;
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }
}
