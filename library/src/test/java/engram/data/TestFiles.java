package engram.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small valid files to read, cut and damage. */
final class TestFiles {
  private TestFiles() {}

  /** An IDX file of images whose values count up. */
  static byte[] idx(int n, int height, int width) {
    byte[] b = idxHeader(n, height, width, n * height * width);
    for (int i = 16; i < b.length; i++) {
      b[i] = (byte) i;
    }
    return b;
  }

  /** An IDX header that declares anything, followed by {@code dataLength} zero bytes. */
  static byte[] idxHeader(int n, int height, int width, int dataLength) {
    return ByteBuffer.allocate(16 + dataLength)
        .putInt(0x803)
        .putInt(n)
        .putInt(height)
        .putInt(width)
        .array();
  }

  /** An IDX file of {@code n} labels 0, 1, 2, 0, ... */
  static byte[] idxLabels(int n) {
    ByteBuffer b = ByteBuffer.allocate(8 + n).putInt(0x801).putInt(n);
    for (int i = 0; i < n; i++) {
      b.put((byte) (i % 3));
    }
    return b.array();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** A picture in which every pixel differs. */
  static BufferedImage picture(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int grey = (y * width + x) * 5 % 256;
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
          image.getRaster().setSample(x, y, 0, grey);
        } else {
          image.setRGB(x, y, grey << 16 | (255 - grey) << 8 | 7);
        }
      }
    }
    return image;
  }

  /** {@code image} in the format {@code png}, {@code jpg}, {@code gif} or {@code bmp}. */
  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** {@code image} as a PNG in seven passes. */
  static byte[] interlaced(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  static byte[] png(int width, int height) {
    return encoded(picture(BufferedImage.TYPE_BYTE_GRAY, width, height), "png");
  }

  /** A PNG of the given chunks, each with a right CRC. */
  static byte[] pngOf(byte[]... chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    for (byte[] chunk : chunks) {
      CRC32 crc = new CRC32();
      crc.update(chunk);
      out.writeBytes(ByteBuffer.allocate(4).putInt(chunk.length - 4).array());
      out.writeBytes(chunk);
      out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
    return out.toByteArray();
  }

  /** A chunk's type and content. */
  static byte[] chunk(String type, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(content)
        .array();
  }

  static byte[] greyHeader(int width, int height) {
    ByteBuffer b = ByteBuffer.allocate(13).putInt(width).putInt(height);
    return chunk("IHDR", b.put(new byte[] {8, 0, 0, 0, 0}).array());
  }

  static byte[] deflate(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** A version 1 NPY file with any header text and {@code dataLength} zero bytes. */
  static byte[] npy(String header, int dataLength) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length + dataLength)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  static byte[] npy(String descr, String shape, int dataLength) {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n";
    return npy(header.formatted(descr, shape), dataLength);
  }

  /** A zip archive of entries given as name, content, name, content, ... */
  static byte[] zip(Object... entries) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      for (int i = 0; i < entries.length; i += 2) {
        out.putNextEntry(new ZipEntry((String) entries[i]));
        out.write((byte[]) entries[i + 1]);
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
