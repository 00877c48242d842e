package engram.report;

import java.awt.image.BufferedImage;

/** A picture with a name and a caption; drawing it twice gives the same bits. */
public interface Figure {
  /** File stem and caption. */
  Heading heading();

  /** One sentence that stands for the picture where it cannot be seen. */
  String alt();

  /** A fresh opaque picture on white, two pixels per unit of layout. */
  BufferedImage draw();

  /** File name without its ending. */
  default String name() {
    return heading().name();
  }

  /** What the picture shows and how to read it. */
  default String caption() {
    return heading().caption();
  }
}
