package engram.data;

import engram.base.Seed;

/** A generator of 2x2 images for tests. */
public final class Squares implements Generator {
  @Override
  public String name() {
    return "squares";
  }

  @Override
  public DataSet generate(int count, Seed seed) {
    byte[] values = new byte[count * 4];
    var random = seed.random();
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) random.nextInt();
    }
    return DataSet.of("squares", ImageShape.grey(2, 2), new HeapPixels(4, values), null, null);
  }
}
