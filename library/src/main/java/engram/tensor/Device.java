package engram.tensor;

import engram.base.EngramException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.global.torch;

/**
 * Where tensors live.
 *
 * @param name {@code cpu} or {@code cuda:<number>}
 */
public record Device(String name) {
  public static final Device CPU = new Device("cpu");
  private static final Pattern CUDA = Pattern.compile("cuda(:\\d{1,3})?");

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
    if (!torch.cuda_is_available()) {
      throw EngramException.usage(
          "device "
              + wanted
              + " needs a GPU and the GPU build of libtorch on the class path (build with -Pcuda, or add"
              + " org.bytedeco:pytorch with a -gpu classifier); use cpu");
    }
    return new Device(cuda.group(1) == null ? "cuda:0" : wanted);
  }

  boolean isCpu() {
    return equals(CPU);
  }
}
