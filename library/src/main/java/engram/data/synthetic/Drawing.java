package engram.data.synthetic;

import java.nio.ByteBuffer;

/** One image described by its known factors. */
interface Drawing {
  /** The class of the image. */
  int label();

  /** The known factors, in the order of their names. */
  float[] factors();

  /** Appends the image's bytes in the order channels, rows, columns. */
  void draw(ByteBuffer target);
}
