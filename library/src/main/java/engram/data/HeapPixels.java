package engram.data;

import engram.base.Check;
import java.nio.ByteBuffer;

/** Images held as bytes on the heap: 0 to 255 stands for 0 to 1. */
public final class HeapPixels implements Pixels {
  private final int perImage;
  private final byte[] bytes;

  /** {@code bytes} holds whole images of {@code perImage} values; the caller gives it away. */
  public HeapPixels(int perImage, byte[] bytes) {
    Check.require(
        bytes.length % perImage == 0,
        bytes.length + " bytes are not whole images of " + perImage + " values");
    this.perImage = perImage;
    this.bytes = bytes;
  }

  @Override
  public Element element() {
    return Element.U8;
  }

  @Override
  public int count() {
    return bytes.length / perImage;
  }

  @Override
  public void copy(int index, ByteBuffer target) {
    target.put(bytes, index * perImage, perImage);
  }
}
