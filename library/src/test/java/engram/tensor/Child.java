package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Java process on this test's class path.
 *
 * @param program whose {@code main} it runs
 * @param options of the virtual machine
 * @param environment in addition to ours; an empty value removes the variable
 * @param output the file that takes what it says
 */
record Child(Class<?> program, List<String> options, Map<String, String> environment, Path output) {
  private static final List<String> FLAGS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms64m", "-Xmx64m");

  Child(Class<?> program, Path output) {
    this(program, List.of(), Map.of(), output);
  }

  Child withOption(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new Child(program, more, environment, output);
  }

  Child with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Child(program, options, more, output);
  }

  /** Starts it with {@code arguments}. */
  Process start(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-Duser.home=" + System.getProperty("user.home"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), program.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The JVM announces these options on standard error, which is what a child is judged by.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    environment.forEach(builder.environment()::put);
    builder.environment().values().removeIf(String::isEmpty);
    return builder.redirectOutput(output.toFile()).start();
  }

  /** Waits for {@code process}, which must end well, and returns what it said. */
  String said(Process process) throws IOException, InterruptedException {
    int code = process.waitFor();
    String said = Files.readString(output);
    assertEquals(0, code, said);
    return said;
  }

  String run(Object... arguments) throws IOException, InterruptedException {
    return said(start(arguments));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
