package engram.report;

import engram.base.SafeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files; the same picture always gives the same bytes. */
public final class Png {
  private Png() {}

  /** The bytes of a PNG file; the caller owns the array. */
  public static byte[] bytes(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      encode(image, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Writes {@code image} to {@code file}, all or nothing.
   *
   * @throws engram.base.EngramException if the file cannot be created or written
   */
  public static void write(Path file, BufferedImage image) {
    SafeFile.writeStream(file, out -> encode(image, out));
  }

  /** Writes {@code figure} to {@code folder} under its name. */
  public static void write(Path folder, Figure figure) {
    write(folder.resolve(figure.name() + ".png"), figure.draw());
  }

  private static void encode(BufferedImage image, OutputStream out) throws IOException {
    try (ImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", png)) {
        throw new IOException("no PNG writer for picture type " + image.getType());
      }
    }
  }
}
