package engram.cli;

import engram.base.Json;
import engram.data.DataSet;
import engram.data.Part;
import engram.runs.RunStore;
import engram.search.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The process that {@link WorkerProcesses} starts: trains what it is told on standard input. */
final class SearchWorker {
  /** Where the search is, and how to compute. */
  record Setup(
      String home,
      String search,
      int threads,
      String precision,
      boolean deterministic,
      String device) {}

  private SearchWorker() {}

  public static void main(String[] args) throws InterruptedException {
    Setup setup = Json.read(Path.of("setup"), args[0], Setup.class);
    try (Interruption interruption = new Interruption()) {
      interruption.arm();
      work(setup, interruption);
    }
  }

  private static void work(Setup setup, Interruption interruption) throws InterruptedException {
    Path home = Path.of(setup.home);
    SearchFolder folder = SearchFolder.find(home, setup.search);
    SearchSettings settings = SearchSettings.read(folder.path());
    Console console = new Console(System.out, System.err, List.of(), interruption);
    DataSet train = train(settings, console);
    TrainingRun.Compute compute = compute(setup);
    Tasks tasks = new Tasks();
    tasks.start();
    try (RunStore store = RunStore.open(home)) {
      TrialTraining training =
          new TrialTraining(
              store, new TrialTraining.Common(folder.id(), settings, train, compute), event -> {});
      for (String line = tasks.next(); !line.isEmpty(); line = tasks.next()) {
        TrialTraining.Task task = Json.read(home, line, TrialTraining.Task.class);
        answer(
            System.out,
            training.train(
                task,
                () -> tasks.over || interruption.getAsBoolean(),
                entry -> answer(System.out, entry)));
      }
    }
  }

  /** The training part of the data of a search. */
  static DataSet train(SearchSettings settings, Console console) {
    return new DataOptions()
        .open(
            settings.data().name(),
            DataFacts.reading(settings.data().reading()),
            Part.TRAIN,
            console);
  }

  private static TrainingRun.Compute compute(Setup setup) {
    ComputeOptions options = new ComputeOptions();
    options.threads = setup.threads;
    options.precision =
        engram.tensor.Precision.valueOf(setup.precision.toUpperCase(java.util.Locale.ROOT));
    options.deterministic = setup.deterministic;
    options.device = setup.device;
    return options.apply();
  }

  private static void answer(PrintStream out, Journal.Entry entry) {
    out.print(Json.write(entry) + "\n");
    out.flush();
  }

  /**
   * Lines of standard input, and whether it is over: then whoever asked is gone or wants no more.
   */
  private static final class Tasks extends Thread {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile boolean over;

    Tasks() {
      super("tasks");
      setDaemon(true);
    }

    @Override
    public void run() {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          lines.add(line);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        over = true;
        lines.add("");
      }
    }

    String next() throws InterruptedException {
      return lines.take();
    }
  }
}
