package engram.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import engram.base.EngramException;
import engram.base.EngramException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Starts libtorch once per process: checks the platform, sets the environment that native libraries
 * read when they load, unpacks all of them under a lock between processes, and only then loads.
 *
 * <p>Loading while unpacking crashes the process, hence the order; see docs/decisions.
 */
final class Natives {
  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "macosx-arm64", "windows-x86_64");

  /** Rounds before a waiting OpenMP thread sleeps: see {@link Waits} for when others want it. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GOMP_SPINCOUNT", "10000",
          "MKL_THREADING_LAYER", "GNU",
          "OPENBLAS_THREAD_TIMEOUT", "16");

  /**
   * What the C library's allocator keeps of freed memory instead of giving it back, so that a step
   * finds the pages of the last one: by the name that the environment has for it, read before main,
   * and the number and value that mallopt takes.
   */
  private static final Map<String, int[]> ALLOCATOR =
      Map.of(
          "MALLOC_TRIM_THRESHOLD_", new int[] {-1, 256 << 20},
          "MALLOC_TOP_PAD_", new int[] {-2, 64 << 20},
          "MALLOC_MMAP_THRESHOLD_", new int[] {-3, 64 << 20});

  private Natives() {}

  private interface LibC extends Library {
    int setenv(String name, String value, int overwrite);

    int mallopt(int option, int value);
  }

  /** Why libtorch cannot be used here. */
  record Failure(Kind kind, String message) {
    EngramException exception() {
      return new EngramException(kind, message);
    }
  }

  /** Loads libtorch and returns null, or why that cannot be done; called once. */
  static @Nullable Failure start() {
    try {
      load();
      return null;
    } catch (EngramException e) {
      return new Failure(e.kind(), String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      return new Failure(
          Kind.BAD_CONFIG, "the native libraries cannot be loaded: " + e.getMessage() + cudaHint());
    }
  }

  private static String cudaHint() {
    return NativeFiles.isForCuda(Loader.getPlatform())
        ? "; libtorch for CUDA needs CUDA 13, cuDNN 9 and NCCL 2: install them, or"
            + " build without -Pcuda (mvn clean)"
        : "";
  }

  private static void load() {
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    String platform = Loader.getPlatform();
    checkPlatform(platform);
    if (platform.startsWith("linux")) {
      setEnvironment();
    }
    if (NativeFiles.onClassPath("mkl", platform)
        && System.getProperty("org.bytedeco.openblas.load") == null) {
      System.setProperty("org.bytedeco.openblas.load", "mkl_rt");
    }
    boolean mkl = "mkl_rt".equals(System.getProperty("org.bytedeco.openblas.load"));
    new NativeFiles(platform, mkl).unpackThen(() -> Loader.load(torch.class));
    torch.globalContext().setDeterministicCuDNN(true);
    torch.globalContext().setAllowTF32CuDNN(false);
    Waits.start();
  }

  /** Fails with one line unless this platform's natives can be loaded. */
  static void checkPlatform(String platform) {
    if (!PLATFORMS.contains(platform)) {
      throw new EngramException(
          Kind.BAD_CONFIG, "platform " + platform + " is not supported; supported: " + PLATFORMS);
    }
    if (!NativeFiles.onClassPath("pytorch", NativeFiles.libtorch(platform))) {
      throw new EngramException(
          Kind.BAD_CONFIG,
          "libtorch for "
              + platform
              + " is not on the class path; add org.bytedeco:pytorch with classifier "
              + platform
              + " or build on this platform");
    }
  }

  private static void setEnvironment() {
    Set<String> set = System.getenv().keySet();
    if (set.containsAll(ENVIRONMENT.keySet()) && set.containsAll(ALLOCATOR.keySet())) {
      return;
    }
    LibC c = Native.load("c", LibC.class);
    ENVIRONMENT.forEach((name, value) -> c.setenv(name, value, 0));
    ALLOCATOR.forEach(
        (name, option) -> {
          if (!set.contains(name)) {
            c.mallopt(option[0], option[1]);
          }
        });
  }
}
