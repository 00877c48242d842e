package engram.tensor;

import engram.base.EngramException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that multiplies two matrices, and how a test runs it in a process of its own. */
final class FirstStart {
  private FirstStart() {}

  /** Prints the sum of the product, or the kind and text of the failure. */
  public static void main(String[] arguments) {
    try (Scope scope = new Scope()) {
      Tensor ones = Tensors.ones(Device.CPU, 100, 100);
      System.out.println("sum " + ones.matmul(ones).sum().item());
    } catch (EngramException e) {
      System.out.println(e.kind() + " " + e.getMessage());
    }
  }

  static Process start(Path output, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), FirstStart.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(output.toFile()).start();
  }

  static String cacheOption(Path cache) {
    return "-Dorg.bytedeco.javacpp.cachedir=" + cache;
  }

  /** What the program says when all is well. */
  static final String WELL = "sum 1000000.0\n";

  static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      paths.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
