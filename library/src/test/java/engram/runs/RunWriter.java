package engram.runs;

import java.io.PrintStream;
import java.nio.file.Path;

/** A process of its own that writes runs and acknowledges each by its id on standard output. */
final class RunWriter {
  private RunWriter() {}

  public static void main(String... arguments) {
    PrintStream acknowledgements = System.out;
    int runs = Integer.parseInt(arguments[1]);
    try (RunStore store = RunStore.open(Path.of(arguments[0]))) {
      for (int i = 0; i < runs; i++) {
        acknowledgements.println(Samples.done(store, i));
        acknowledgements.flush();
      }
    }
  }
}
