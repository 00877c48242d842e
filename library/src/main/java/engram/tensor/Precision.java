package engram.tensor;

/** How fp32 matrix products are computed. */
public enum Precision {
  /** {@link #BF16} where the processor has it in hardware, else {@link #FP32}. */
  AUTO,
  /** Full single precision. */
  FP32,
  /** Factors rounded to bfloat16, sums in fp32. */
  BF16
}
