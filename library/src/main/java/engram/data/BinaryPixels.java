package engram.data;

import engram.base.Seed;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The images of a set with every value made 0 or 1; an image's draw depends on its number alone.
 */
final class BinaryPixels implements Pixels {
  private final DataSet source;
  private final Binarisation how;
  private final Seed seed;

  BinaryPixels(DataSet source, Binarisation how, Seed seed) {
    this.source = source;
    this.how = how;
    this.seed = seed.child("binarise");
  }

  @Override
  public Element element() {
    return Element.U8;
  }

  @Override
  public int count() {
    return source.size();
  }

  @Override
  public void copy(int index, ByteBuffer target) {
    SplittableRandom random = seed.child(index).random();
    for (float v : source.image(index)) {
      boolean one = how == Binarisation.THRESHOLD ? v >= 0.5f : random.nextDouble() < v;
      target.put((byte) (one ? 255 : 0));
    }
  }
}
