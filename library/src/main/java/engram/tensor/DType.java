package engram.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The type of a tensor's elements. */
public enum DType {
  F32(ScalarType.Float, 4),
  F64(ScalarType.Double, 8),
  I64(ScalarType.Long, 8),
  U8(ScalarType.Byte, 1),
  BOOL(ScalarType.Bool, 1);

  private final ScalarType scalarType;
  private final int bytes;

  DType(ScalarType scalarType, int bytes) {
    this.scalarType = scalarType;
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  ScalarType nativeType() {
    return scalarType;
  }

  static DType of(ScalarType type) {
    for (DType d : values()) {
      if (d.scalarType == type.intern()) {
        return d;
      }
    }
    throw new IllegalArgumentException("element type " + type + " is not supported");
  }
}
