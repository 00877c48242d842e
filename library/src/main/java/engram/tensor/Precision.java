package engram.tensor;

/** How linear layers multiply fp32 matrices; all else is always fp32. */
public enum Precision {
  /** {@link #BF16} where the processor has it in hardware, else {@link #FP32}. */
  AUTO,
  /** Full single precision. */
  FP32,
  /**
   * In layers of at least 100,000 weights factors and results are rounded to bfloat16 (8
   * significant bits) and summed in fp32, forwards and backwards; weights and optimiser stay fp32.
   */
  BF16
}
