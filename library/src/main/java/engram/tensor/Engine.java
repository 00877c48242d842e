package engram.tensor;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Seed;
import java.io.IOException;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The native engine as a whole: start-up, threads, random stream, precision. */
public final class Engine {
  private static final Natives.@Nullable Failure FAILURE = Natives.start();

  private static volatile boolean roundsProducts;

  private Engine() {}

  /**
   * Loads the native libraries if that has not happened yet.
   *
   * @throws EngramException in one line, why that cannot be done here
   */
  public static void start() {
    if (FAILURE != null) {
      throw FAILURE.exception();
    }
  }

  /** Fails with one line if this machine is not supported; loads nothing. */
  public static void checkPlatform(String platform) {
    Natives.checkPlatform(platform);
  }

  /** Sets how many threads one operation may use, at least 1. */
  public static void threads(int threads) {
    start();
    torch.set_num_threads(Check.atLeast("threads", threads, 1));
  }

  /** How many threads one operation may use. */
  public static int threads() {
    start();
    return torch.get_num_threads();
  }

  /**
   * Restarts the engine's one random stream (noise, dropout) at {@code seed}. All threads draw from
   * it: what two of them do at once, neither repeats.
   */
  public static void seed(Seed seed) {
    start();
    torch.manual_seed(seed.value());
  }

  /**
   * Sets how linear layers multiply fp32 matrices and returns what was chosen, never AUTO: on the
   * processor what suits it, on a card FP32.
   */
  public static Precision precision(Precision wanted, Device device) {
    Precision chosen = wanted;
    if (wanted == Precision.AUTO) {
      chosen = device.isCpu() && hasBf16() ? Precision.BF16 : Precision.FP32;
    }
    if (chosen == Precision.BF16 && device.isCpu() && !hasBf16()) {
      throw EngramException.usage(
          "precision bf16 needs a processor with avx512_bf16 or AMX; use auto or fp32");
    }
    roundsProducts = chosen == Precision.BF16;
    return chosen;
  }

  /** True after {@link #precision} chose {@link Precision#BF16}. */
  static boolean roundsProducts() {
    return roundsProducts;
  }

  /**
   * What {@code work} gives, its fp32 products made by oneDNN where MKL leaves half of the
   * processor unused: as exact, but their last bits depend on {@link #threads}, which MKL's do not.
   *
   * <p>The engine's name for that is a precision that would allow bf16, which oneDNN makes use of
   * on processors with AMX alone; a card would round to TF32, hence not there.
   */
  public static <T> T withFastestProducts(Device device, Supplier<T> work) {
    start();
    if (!device.isCpu() || !Processor.isWiderThanMklThinks()) {
      return work.get();
    }
    torch.globalContext().setFloat32MatmulPrecision("medium");
    try {
      return work.get();
    } finally {
      torch.globalContext().setFloat32MatmulPrecision("highest");
    }
  }

  /** Treats numbers below 1e-38 as zero on this thread, where the processor can. */
  public static boolean flushDenormals(boolean flush) {
    start();
    return org.bytedeco.pytorch.Context.setFlushDenormal(flush);
  }

  /** True where the processor multiplies bf16 matrices in hardware. */
  public static boolean hasBf16() {
    return Processor.hasBf16();
  }

  /** The version of libtorch and of its Java presets, e.g. {@code 2.10.0-1.5.13}. */
  public static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
