package engram.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import engram.base.EngramException;
import engram.base.EngramException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * Starts libtorch once per process: checks the platform, sets the environment that native libraries
 * read when they load, unpacks all of them under a lock between processes, and only then loads.
 *
 * <p>Loading while unpacking crashes the process, hence the order; see docs/decisions.
 */
final class Natives {
  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "macosx-arm64", "windows-x86_64");

  /** Spins before a waiting OpenMP thread sleeps: short, so that busy neighbours are let in. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GOMP_SPINCOUNT", "3000",
          "MKL_THREADING_LAYER", "GNU",
          "OPENBLAS_THREAD_TIMEOUT", "16");

  private Natives() {}

  private interface LibC extends Library {
    int setenv(String name, String value, int overwrite);
  }

  /** Loads libtorch; called once, from the class initialiser of {@link Engine}. */
  static void start() {
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    String platform = Loader.getPlatform();
    checkPlatform(platform);
    if (platform.startsWith("linux")) {
      setEnvironment();
    }
    boolean mkl = onClassPath("/org/bytedeco/mkl/" + platform + "/");
    if (mkl && System.getProperty("org.bytedeco.openblas.load") == null) {
      System.setProperty("org.bytedeco.openblas.load", "mkl_rt");
    }
    unpack(platform, mkl);
    Loader.load(torch.class);
  }

  /** Fails with one line unless this platform's natives can be loaded. */
  static void checkPlatform(String platform) {
    if (!PLATFORMS.contains(platform)) {
      throw new EngramException(
          Kind.BAD_CONFIG, "platform " + platform + " is not supported; supported: " + PLATFORMS);
    }
    if (!onClassPath("/org/bytedeco/pytorch/" + platform + "/")) {
      throw new EngramException(
          Kind.BAD_CONFIG,
          "libtorch for "
              + platform
              + " is not on the class path; add org.bytedeco:pytorch with classifier "
              + platform
              + " or build on this platform");
    }
  }

  private static boolean onClassPath(String resource) {
    return Natives.class.getResource(resource) != null;
  }

  private static void setEnvironment() {
    if (System.getenv().keySet().containsAll(ENVIRONMENT.keySet())) {
      return;
    }
    LibC c = Native.load("c", LibC.class);
    ENVIRONMENT.forEach((name, value) -> c.setenv(name, value, 0));
  }

  private static void unpack(String platform, boolean mkl) {
    Path cache = cacheFolder();
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("engram.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid()) {
        cache("/org/bytedeco/javacpp/" + platform + "/");
        cache("/org/bytedeco/openblas/" + platform + "/");
        cache("/org/bytedeco/pytorch/" + platform + "/");
        if (mkl) {
          cache("/org/bytedeco/mkl/" + platform + "/");
        }
      }
    } catch (IOException e) {
      throw EngramException.io(cache, e);
    }
  }

  private static void cache(String resource) throws IOException {
    if (onClassPath(resource)) {
      Loader.cacheResources(resource);
    }
  }

  private static Path cacheFolder() {
    try {
      File folder = Loader.getCacheDir();
      Files.createDirectories(folder.toPath());
      return folder.toPath();
    } catch (IOException e) {
      throw new EngramException(
          Kind.CANNOT_CREATE,
          "the native library cache cannot be created ("
              + e.getMessage()
              + "); set -Dorg.bytedeco.javacpp.cachedir to a writable folder",
          e);
    }
  }
}
