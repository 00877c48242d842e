package engram.tensor;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * The native libraries as files: unpacked from the jars into one folder per user, once.
 *
 * <p>Of OpenBLAS and MKL only what libtorch loads is unpacked. OpenBLAS's own library is left out
 * where MKL takes its place: its name is then a link to MKL, which must not change while another
 * process starts.
 */
final class NativeFiles {
  private static final String CUDA = "-gpu";

  private static final List<String> FORTRAN =
      List.of(
          "libgcc_s.so.1",
          "libquadmath.so.0",
          "libgfortran.so.5",
          "libjniopenblas_nolapack.so",
          "libjniopenblas.so");

  private static final List<String> MKL =
      List.of(
          "libiomp5.so",
          "libmkl_core.so.2",
          "libmkl_gnu_thread.so.2",
          "libmkl_intel_thread.so.2",
          "libmkl_intel_lp64.so.2",
          "libmkl_def.so.2",
          "libmkl_mc3.so.2",
          "libmkl_avx2.so.2",
          "libmkl_avx512.so.2",
          "libmkl_vml_def.so.2",
          "libmkl_vml_mc3.so.2",
          "libmkl_vml_avx2.so.2",
          "libmkl_vml_avx512.so.2",
          "libmkl_rt.so.2");

  private final String platform;
  private final boolean mkl;

  NativeFiles(String platform, boolean mkl) {
    this.platform = platform;
    this.mkl = mkl;
  }

  static boolean onClassPath(String library, String platform) {
    return NativeFiles.class.getResource(folder(library, platform)) != null;
  }

  private static String folder(String library, String platform) {
    return "/org/bytedeco/" + library + "/" + platform + "/";
  }

  /** What the build of libtorch for {@code platform} that is used is called. */
  static String libtorch(String platform) {
    return isForCuda(platform) ? platform + CUDA : platform;
  }

  /** True if libtorch's build for CUDA is on the class path. */
  static boolean isForCuda(String platform) {
    return onClassPath("pytorch", platform + CUDA);
  }

  /** Unpacks what is missing, then runs {@code load}; one process at a time. */
  void unpackThen(Runnable load) {
    Path cache = cacheFolder();
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("engram.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid()) {
        unpack();
        load.run();
      }
    } catch (IOException e) {
      throw EngramException.io(cache, e);
    }
  }

  private void unpack() throws IOException {
    Loader.cacheResources(folder("javacpp", platform));
    Loader.cacheResources(folder("pytorch", libtorch(platform)));
    if (mkl) {
      unpack("openblas", FORTRAN);
      unpack("mkl", MKL);
    } else {
      Loader.cacheResources(folder("openblas", platform));
    }
  }

  private void unpack(String library, List<String> files) throws IOException {
    for (String file : files) {
      if (Loader.cacheResource(folder(library, platform) + file) == null) {
        throw new IOException(file + " is not in the jar of " + library);
      }
    }
  }

  private static Path cacheFolder() {
    String wanted = System.getProperty("org.bytedeco.javacpp.cachedir");
    try {
      if (wanted != null) {
        Files.createDirectories(Path.of(wanted));
      }
      return Loader.getCacheDir().toPath();
    } catch (IOException e) {
      throw new EngramException(
          Kind.CANNOT_CREATE,
          "the native library cache "
              + (wanted == null ? "" : wanted + " ")
              + "cannot be created ("
              + e.getClass().getSimpleName()
              + "); set -Dorg.bytedeco.javacpp.cachedir to a writable folder",
          e);
    }
  }
}
