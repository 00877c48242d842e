package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.data.DataSet;
import engram.data.Part;
import engram.runs.RunStore;
import engram.search.Journal;
import engram.search.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A search at work: trials, then the best of them made whole, then the report. */
final class Searching {
  private final Console console;
  private final RunStore store;
  private final SearchFolder folder;
  private final SearchSettings settings;

  Searching(Console console, RunStore store, SearchFolder folder, SearchSettings settings) {
    this.console = console;
    this.store = store;
    this.folder = folder;
    this.settings = settings;
  }

  /** Searches for as long as {@code limit}; the runs are in {@code home}. */
  SearchResult run(ComputeOptions compute, Path home, Duration limit) {
    try (Journal journal = Journal.open(folder.journal())) {
      DataSet train = SearchWorker.train(settings, console);
      if (!train.hash().equals(settings.data().sha256())) {
        throw EngramException.usage(
            folder.id()
                + ": the data '"
                + settings.data().name()
                + "' has changed since this search began; resume needs the same images");
      }
      long end = System.nanoTime() + limit.toNanos();
      Interruption interruption = console.interruption();
      interruption.arm();
      BooleanSupplier stop = () -> interruption.getAsBoolean() || System.nanoTime() >= end;
      int each = Math.max(1, compute.wanted() / settings.effort().parallel());
      compute.threads = each;
      List<Trial> trials;
      TrainingRun.Compute here = compute.apply();
      try (SearchRun.Trainers trainers = trainers(train, here, compute, home, stop)) {
        trials = new SearchRun(settings, journal, trainers).run(stop, this::tell);
      }
      if (interruption.getAsBoolean()) {
        throw new EngramException(
            EngramException.Kind.INTERRUPTED,
            "interrupted in trial "
                + trials.size()
                + "; go on with: engram search --resume "
                + folder.id());
      }
      SearchResult result = SearchResult.of(folder, settings, journal, trials);
      return finish(
          System.nanoTime() >= end ? result.endedBy("time") : result, trials, train, here);
    }
  }

  private SearchResult finish(
      SearchResult result, List<Trial> trials, DataSet train, TrainingRun.Compute here) {
    SearchResult.Row best = result.best();
    SearchResult whole = result;
    if (best != null) {
      DataFacts.Reading reading = DataFacts.reading(settings.data().reading());
      DataSet test = new DataOptions().open(settings.data().name(), reading, Part.TEST, console);
      TrainingRun.Images images =
          new TrainingRun.Images(settings.data().name(), reading, train, test);
      BestRun ready = new BestRun(store, here.device(), images);
      whole = result.withTest(ready.finish(best.run(), best.seconds()));
    }
    new SearchReport(settings, whole, trials).write(folder.path());
    return whole;
  }

  private SearchRun.Trainers trainers(
      DataSet train,
      TrainingRun.Compute here,
      ComputeOptions compute,
      Path home,
      BooleanSupplier stop) {
    if (settings.effort().parallel() > 1) {
      SearchWorker.Setup setup =
          new SearchWorker.Setup(home.toAbsolutePath().toString(), folder.id(), compute.asked());
      Path log = folder.path().resolve("workers.log");
      return new WorkerProcesses(setup, settings.effort().parallel(), log, stop);
    }
    TrialTraining training =
        new TrialTraining(
            store,
            new TrialTraining.Common(folder.id(), settings, train, here),
            console.interactive() ? new ProgressBar(console) : event -> {});
    return new SearchRun.Trainers() {
      @Override
      public CompletableFuture<Journal.Entry> begin(
          TrialTraining.Task task, java.util.function.Consumer<Journal.Entry> started) {
        return CompletableFuture.completedFuture(training.train(task, stop, started));
      }

      @Override
      public void close() {}
    };
  }

  private void tell(Trial trial) {
    if (console.interactive()) {
      double value = settings.maximise() ? -trial.value() : trial.value();
      console.say(
          String.format(
              Locale.ROOT,
              "trial %d  %d epochs  %s %s",
              trial.number(),
              trial.epochs(),
              settings.metric(),
              Check.number(value)));
    }
  }
}
