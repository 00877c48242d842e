package engram.cli;

import engram.base.EngramException;
import engram.base.Json;
import engram.data.DataSet;
import engram.data.Part;
import engram.runs.RunRequest;
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
import java.util.function.BooleanSupplier;

/** The process that {@link WorkerProcesses} starts: trains what it is told on standard input. */
final class SearchWorker {
  /** Where the search is, and how to compute. */
  record Setup(String home, String search, RunRequest.ComputeAsked compute) {}

  private SearchWorker() {}

  public static void main(String[] args) throws InterruptedException {
    Setup setup = Json.read(Path.of("setup"), args[0], Setup.class);
    try (Interruption interruption = new Interruption()) {
      interruption.arm();
      work(setup, interruption);
    } catch (EngramException e) {
      System.err.println(e.getMessage());
      System.exit(e.kind().exitCode());
    }
  }

  private static void work(Setup setup, Interruption interruption) throws InterruptedException {
    Path home = Path.of(setup.home);
    SearchFolder folder = SearchFolder.find(home, setup.search);
    SearchSettings settings = SearchSettings.read(folder.path());
    Console console = new Console(System.out, System.err, List.of(), interruption);
    DataSet train = train(settings, console);
    TrainingRun.Compute compute = ComputeOptions.of(setup.compute).apply();
    Tasks tasks = new Tasks();
    tasks.start();
    try (RunStore store = RunStore.open(home)) {
      TrialTraining training =
          new TrialTraining(
              store, new TrialTraining.Common(folder.id(), settings, train, compute), event -> {});
      for (String line = tasks.next(); !line.isEmpty(); line = tasks.next()) {
        TrialTraining.Task task = Json.read(home, line, TrialTraining.Task.class);
        answer(
            System.out, trained(training, task, () -> tasks.over || interruption.getAsBoolean()));
      }
    }
  }

  /** What becomes of {@code task}; what ends the search is told before it ends this process. */
  private static Journal.Entry trained(
      TrialTraining training, TrialTraining.Task task, BooleanSupplier stop) {
    try {
      return training.train(task, stop, entry -> answer(System.out, entry));
    } catch (EngramException e) {
      answer(
          System.out,
          task.entry(Journal.Status.STOPPED, task.run(), List.of())
              .withMessage(String.valueOf(e.getMessage())));
      throw e;
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
