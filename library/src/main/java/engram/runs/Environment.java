package engram.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The software and the machine that a run ran on.
 *
 * @param versions of the software
 * @param machine the hardware
 */
public record Environment(Versions versions, Machine machine) {
  /** Versions, each as its maker writes it; {@code "none"} where the software was not used. */
  public record Versions(String engram, String java, String libtorch, String os, String arch) {}

  /**
   * Hardware.
   *
   * @param cpu model name, or {@code "unknown"}
   * @param cores processors that the program may use
   * @param memoryBytes most heap that the program may use
   */
  public record Machine(String cpu, int cores, long memoryBytes) {}

  /** This process's environment, with the two versions that it cannot know by itself. */
  public static Environment here(String engram, String libtorch) {
    String os = System.getProperty("os.name") + " " + System.getProperty("os.version");
    Runtime runtime = Runtime.getRuntime();
    return new Environment(
        new Versions(
            engram, Runtime.version().toString(), libtorch, os, System.getProperty("os.arch", "")),
        new Machine(cpu(), runtime.availableProcessors(), runtime.maxMemory()));
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
