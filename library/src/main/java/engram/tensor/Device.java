package engram.tensor;

import engram.base.EngramException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * Where tensors live.
 *
 * @param name {@code cpu} or {@code cuda:<number>}
 */
public record Device(String name) {
  public static final Device CPU = new Device("cpu");
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /** Parses {@code cpu}, {@code cuda} or {@code cuda:1} and checks that it is there. */
  public static Device parse(String text) {
    String wanted = text.toLowerCase(Locale.ROOT).strip();
    if (wanted.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(wanted);
    if (!cuda.matches()) {
      throw EngramException.usage("device must be cpu or cuda:<number>, got '" + text + "'");
    }
    Engine.start();
    int number = cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
    int there = torch.cuda_is_available() ? (int) torch.cuda_device_count() : 0;
    if (number >= there) {
      throw EngramException.usage(
          "device " + wanted + " is not there: " + why(there) + "; use cpu");
    }
    return new Device("cuda:" + number);
  }

  private static String why(int there) {
    if (there > 0) {
      return "this machine has " + there + " of them, from cuda:0";
    }
    return NativeFiles.isForCuda(Loader.getPlatform())
        ? "libtorch finds no card; see that nvidia-smi lists one"
        : "it needs an NVIDIA card and libtorch's GPU build (build with -Pcuda, or add"
            + " org.bytedeco:pytorch with a -gpu classifier)";
  }

  boolean isCpu() {
    return equals(CPU);
  }
}
