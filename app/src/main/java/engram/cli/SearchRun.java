package engram.cli;

import engram.search.Journal;
import engram.search.Search;
import engram.search.Space;
import engram.search.Strategy;
import engram.search.Trial;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One search, from its journal so far to its last trial. */
final class SearchRun {
  /** Jobs given out ahead for each worker, where results do not change what is tried next. */
  private static final int AHEAD = 4;

  /** Trains trials, here or in other processes. */
  interface Trainers extends AutoCloseable {
    /** Begins {@code task}; {@code started} is told of its run as soon as there is one. */
    CompletableFuture<Journal.Entry> begin(
        TrialTraining.Task task, Consumer<Journal.Entry> started);

    @Override
    void close();
  }

  private final SearchSettings settings;
  private final Space space;
  private final Journal journal;
  private final Trainers trainers;

  SearchRun(SearchSettings settings, Journal journal, Trainers trainers) {
    this.settings = settings;
    this.space = settings.spaceHere();
    this.journal = journal;
    this.trainers = trainers;
  }

  /** Searches until the end or until {@code stop} says so; {@code listener} hears each answer. */
  List<Trial> run(BooleanSupplier stop, Consumer<Trial> listener) {
    Strategy strategy = settings.strategy();
    int parallel = settings.effort().parallel();
    int places = strategy.adaptive() || parallel == 1 ? parallel : AHEAD * parallel;
    return new Search(strategy, this::submit, places).run(stop, listener);
  }

  private CompletableFuture<Search.Answer> submit(Strategy.Job job) {
    Map<String, String> values = space.texts(job.point());
    return journal
        .result(job.trial(), job.epochs())
        .filter(known -> known.values().equals(values))
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> train(job, values))
        .thenApply(this::answer);
  }

  private CompletableFuture<Journal.Entry> train(Strategy.Job job, Map<String, String> values) {
    String run = journal.run(job.trial(), values).orElse("");
    TrialTraining.Task task = new TrialTraining.Task(job.trial(), job.epochs(), run, values);
    return trainers
        .begin(task, journal::add)
        .thenApply(
            entry -> {
              journal.add(entry);
              return entry;
            });
  }

  private Search.Answer answer(Journal.Entry entry) {
    List<Double> curve =
        settings.maximise() ? entry.curve().stream().map(v -> -v).toList() : entry.curve();
    return switch (entry.status()) {
      case TRAINED -> new Search.Answer(Trial.State.TRAINED, curve);
      case DIVERGED, FAILED -> new Search.Answer(Trial.State.FAILED, curve);
      case STARTED, STOPPED -> Search.Answer.stopped(curve);
    };
  }
}
