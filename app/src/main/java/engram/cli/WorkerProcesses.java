package engram.cli;

import engram.base.EngramException;
import engram.base.Json;
import engram.search.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Trains trials at once, each in a process of its own with its share of the cores: the engine has
 * one random stream for a process. A worker that dies costs the trial it was at; one that is told
 * to stop hands it on to another.
 *
 * <p>A line with a task goes to a worker's standard input, lines with what becomes of it come back.
 * When its input ends, a worker stops where it is.
 */
final class WorkerProcesses implements SearchRun.Trainers {
  private static final long LOOK_MILLIS = 100;

  /** A worker and its two ends. */
  private record Worker(Process process, Writer tasks, BufferedReader entries) {
    void stop() {
      try {
        tasks.close();
      } catch (IOException e) {
        process.destroy();
      }
    }
  }

  private final SearchWorker.Setup setup;
  private final Path log;
  private final BooleanSupplier stop;
  private final ExecutorService threads;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final ConcurrentLinkedQueue<Worker> all = new ConcurrentLinkedQueue<>();
  private final Thread watch = new Thread(this::watch, "search-stop");

  /** At most {@code parallel} workers, whose complaints go to {@code log}. */
  WorkerProcesses(SearchWorker.Setup setup, int parallel, Path log, BooleanSupplier stop) {
    this.setup = setup;
    this.log = log;
    this.stop = stop;
    this.threads = Executors.newFixedThreadPool(parallel);
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public CompletableFuture<Journal.Entry> begin(
      TrialTraining.Task task, Consumer<Journal.Entry> started) {
    return CompletableFuture.supplyAsync(() -> train(task, started), threads);
  }

  private Journal.Entry train(TrialTraining.Task task, Consumer<Journal.Entry> started) {
    if (stop.getAsBoolean()) {
      return task.entry(Journal.Status.STOPPED, task.run(), List.of());
    }
    Journal.Entry entry = attempt(task, started);
    if (entry.status() != Journal.Status.STOPPED || stop.getAsBoolean()) {
      return entry;
    }
    TrialTraining.Task rest =
        new TrialTraining.Task(task.trial(), task.epochs(), entry.run(), task.values());
    return train(rest, started);
  }

  private Journal.Entry attempt(TrialTraining.Task task, Consumer<Journal.Entry> started) {
    Worker worker = take();
    String run = task.run();
    try {
      worker.tasks.write(Json.write(task) + "\n");
      worker.tasks.flush();
      if (stop.getAsBoolean()) {
        worker.stop();
      }
      for (String line = worker.entries.readLine();
          line != null;
          line = worker.entries.readLine()) {
        Journal.Entry entry = Json.read(Path.of("worker"), line, Journal.Entry.class);
        if (entry.status() == Journal.Status.STOPPED) {
          return stopped(entry, worker);
        }
        if (entry.status() != Journal.Status.STARTED) {
          give(worker);
          return entry;
        }
        run = entry.run();
        started.accept(entry);
      }
    } catch (IOException e) {
      // The process is gone, as its end of the pipe is; how it ended says more than the pipe.
    }
    return ended(task, run, worker);
  }

  private Journal.Entry ended(TrialTraining.Task task, String run, Worker worker) {
    int code = worker.process.onExit().join().exitValue();
    if (stop.getAsBoolean()) {
      return task.entry(Journal.Status.STOPPED, run, List.of());
    }
    return task.entry(Journal.Status.FAILED, run, List.of())
        .withMessage("the process that trained it ended with code " + code + "; see " + log);
  }

  /** A worker that stopped is of no more use: it was told to, or says what ends the search. */
  private static Journal.Entry stopped(Journal.Entry entry, Worker worker) {
    worker.stop();
    int code = worker.process.onExit().join().exitValue();
    if (entry.message().isEmpty()) {
      return entry;
    }
    throw new EngramException(EngramException.Kind.ofExitCode(code), entry.message());
  }

  private Worker take() {
    synchronized (idle) {
      idle.removeIf(worker -> !worker.process.isAlive());
      return idle.isEmpty() ? start() : idle.pop();
    }
  }

  private void give(Worker worker) {
    synchronized (idle) {
      idle.push(worker);
    }
  }

  private Worker start() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-Duser.home=" + System.getProperty("user.home"),
            "-cp",
            System.getProperty("java.class.path"),
            SearchWorker.class.getName(),
            Json.write(setup));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      Worker worker =
          new Worker(
              process,
              process.outputWriter(StandardCharsets.UTF_8),
              process.inputReader(StandardCharsets.UTF_8));
      all.add(worker);
      return worker;
    } catch (IOException e) {
      throw EngramException.io(log, e);
    }
  }

  private void watch() {
    try {
      while (!stop.getAsBoolean()) {
        Thread.sleep(LOOK_MILLIS);
      }
      all.forEach(Worker::stop);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watch.interrupt();
    threads.shutdown();
    all.forEach(Worker::stop);
    try {
      for (Worker worker : all) {
        if (!worker.process.waitFor(1, TimeUnit.MINUTES)) {
          worker.process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
