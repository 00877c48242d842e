package engram.data;

import engram.exchange.NdArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The images of an array, one per entry of the first dimension; doubles are read as floats. */
final class StoredPixels implements Pixels {
  private final NdArray array;
  private final int count;
  private final int perImage;

  StoredPixels(NdArray array, int count, int perImage) {
    this.array = array;
    this.count = count;
    this.perImage = perImage;
  }

  @Override
  public Element element() {
    return array.type() == NdArray.Type.U8 ? Element.U8 : Element.F32;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void copy(int index, ByteBuffer target) {
    long first = (long) index * perImage;
    if (array.type() == NdArray.Type.F64) {
      copyDoubles(first, target);
    } else {
      array.read(first, perImage, target);
    }
  }

  private void copyDoubles(long first, ByteBuffer target) {
    ByteBuffer doubles =
        ByteBuffer.allocate(perImage * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    array.read(first, perImage, doubles);
    ByteBuffer floats = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < perImage; i++) {
      floats.putFloat((float) doubles.getDouble(i * Double.BYTES));
    }
    target.position(floats.position());
  }
}
