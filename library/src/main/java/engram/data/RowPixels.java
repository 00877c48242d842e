package engram.data;

import engram.base.Check;
import java.nio.ByteBuffer;
import java.util.List;

/** Images on the heap, each in an array of its own, so that together they may pass 2 GB. */
final class RowPixels implements Pixels {
  private final Element element;
  private final List<byte[]> images;

  RowPixels(Element element, List<byte[]> images) {
    this.element = element;
    this.images = List.copyOf(images);
    int length = images.isEmpty() ? 0 : images.get(0).length;
    Check.require(
        images.stream().allMatch(i -> i.length == length), "images must be of one length");
  }

  @Override
  public Element element() {
    return element;
  }

  @Override
  public int count() {
    return images.size();
  }

  @Override
  public void copy(int index, ByteBuffer target) {
    target.put(images.get(index));
  }
}
