package engram.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the processor can do, as Linux tells it; elsewhere nothing is known and all is false. */
final class Processor {
  private static final String DESCRIPTION = describe();

  private Processor() {}

  private static String describe() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"));
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean has(String word) {
    return DESCRIPTION.contains(word);
  }

  /** True where matrices of bf16 are multiplied in hardware. */
  static boolean hasBf16() {
    return has("avx512_bf16") || has("amx_bf16");
  }

  /**
   * True where MKL leaves half of each vector unused in fp32, because another maker's name is on
   * the processor, and oneDNN does not.
   */
  static boolean isWiderThanMklThinks() {
    return has("AuthenticAMD") && has("avx512bw") && !has("amx_bf16");
  }
}
