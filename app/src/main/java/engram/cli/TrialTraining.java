package engram.cli;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Json;
import engram.data.DataSet;
import engram.exchange.TensorData;
import engram.model.Model;
import engram.runs.LiveRun;
import engram.runs.RunRecord;
import engram.runs.RunRequest;
import engram.runs.RunStatus;
import engram.runs.RunStore;
import engram.search.Journal;
import engram.search.SpaceFile;
import engram.tensor.Scope;
import engram.train.Checkpoint;
import engram.train.DivergedException;
import engram.train.Plan;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Trains the trials of a search in this process, one after the other, each in a run. */
final class TrialTraining {
  /**
   * What to train next.
   *
   * @param trial its number
   * @param epochs to reach in all
   * @param run where it stands, or empty to begin
   * @param values its hyperparameters, as people type them
   */
  record Task(int trial, int epochs, String run, Map<String, String> values) {
    Journal.Entry entry(Journal.Status status, String itsRun, List<Double> curve) {
      return new Journal.Entry(trial, epochs, status, itsRun, values, curve, 0, "");
    }
  }

  /** What all trials of a search share. */
  record Common(
      String search, SearchSettings settings, DataSet train, TrainingRun.Compute compute) {}

  private static final int WAITS = 60;
  private static final long WAIT_NANOS = 500_000_000;

  private final RunStore store;
  private final Common common;
  private final RunRequest.DataUsed data;
  private final Consumer<TrainEvent> listener;

  TrialTraining(RunStore store, Common common, Consumer<TrainEvent> listener) {
    this.store = store;
    this.common = common;
    this.listener = listener;
    this.data =
        TrainingRun.request(job(common.settings.specHere(), common.settings.planHere()), List.of())
            .data();
  }

  private TrainingRun.Job job(Record spec, Plan plan) {
    DataFacts.Reading reading = DataFacts.reading(common.settings.data().reading());
    TrainingRun.Images images =
        new TrainingRun.Images(common.settings.data().name(), reading, common.train, common.train);
    return new TrainingRun.Job(common.settings.family(), spec, plan, images);
  }

  /**
   * Trains until {@code task} is done or {@code stop} says so.
   *
   * @param started told of the run as soon as there is one
   */
  Journal.Entry train(Task task, BooleanSupplier stop, Consumer<Journal.Entry> started) {
    long begin = System.nanoTime();
    return attempt(task, stop, started).withSeconds((System.nanoTime() - begin) / 1e9);
  }

  private Journal.Entry attempt(Task task, BooleanSupplier stop, Consumer<Journal.Entry> started) {
    TrainingRun.Job job;
    try {
      Record base = common.settings.specHere();
      Plan plan = SpaceFile.planWith(common.settings.planHere(), base, task.values);
      job = job(SpaceFile.specWith(base, task.values), plan);
    } catch (EngramException e) {
      return task.entry(Journal.Status.FAILED, "", List.of()).withMessage(message(e));
    }
    try (LiveRun run = open(task, job, stop)) {
      started.accept(task.entry(Journal.Status.STARTED, run.id(), List.of()));
      try {
        return trained(task, job, run, stop);
      } catch (DivergedException e) {
        TrainingRun.keepLastGood(run);
        end(run, RunStatus.DIVERGED, e);
        List<Double> curve = values(run, common.settings.metric());
        return task.entry(Journal.Status.DIVERGED, run.id(), curve).withMessage(message(e));
      } catch (RuntimeException e) {
        if (e instanceof EngramException known && known.kind() == Kind.IO) {
          throw e;
        }
        end(run, RunStatus.FAILED, e);
        return task.entry(Journal.Status.FAILED, run.id(), List.of()).withMessage(message(e));
      }
    }
  }

  private static void end(LiveRun run, RunStatus status, RuntimeException e) {
    run.update(r -> r.withEvent(message(e)));
    run.finish(status);
  }

  private static String message(RuntimeException e) {
    return e instanceof EngramException ? String.valueOf(e.getMessage()) : e.toString();
  }

  /** The run of the task, without the test metrics that it had before it goes on. */
  private LiveRun open(Task task, TrainingRun.Job job, BooleanSupplier stop) {
    if (!task.run.isEmpty()) {
      try {
        LiveRun run = free(task.run, stop);
        run.update(RunRecord::withoutMetrics);
        return run;
      } catch (EngramException e) {
        if (e.kind() != Kind.NOT_FOUND) {
          throw e;
        }
      }
    }
    RunRequest request =
        new RunRequest(
                common.settings.commandLine(),
                Json.tree(job.spec()),
                Json.tree(job.plan()),
                data,
                job.plan().seed())
            .withCompute(common.compute.asked())
            .withParent(common.search);
    return store.create(job.family().name(), request, TrainingRun.here());
  }

  /** Run {@code id}, once the worker of a search that was killed has let it go. */
  private LiveRun free(String id, BooleanSupplier stop) {
    for (int wait = 0; ; wait++) {
      try {
        return store.resume(id);
      } catch (EngramException e) {
        if (e.kind() != Kind.BUSY || wait == WAITS || stop.getAsBoolean()) {
          throw e;
        }
        LockSupport.parkNanos(WAIT_NANOS);
      }
    }
  }

  private Journal.Entry trained(Task task, TrainingRun.Job job, LiveRun run, BooleanSupplier stop) {
    int[] reached = {0};
    Map<String, TensorData> weights = new LinkedHashMap<>();
    try (Scope life = new Scope()) {
      Model model = TrainingRun.model(job, common.compute);
      Trainer.Surroundings around =
          new Trainer.Surroundings(
              () -> reached[0] >= task.epochs || stop.getAsBoolean(),
              c -> {
                run.checkpoint(c.step(), c.tensors(), c.metadata());
                weights.putAll(c.chosen());
              },
              event -> {
                TrainingRun.record(run, event);
                reached[0] = epoch(event, reached[0]);
                listener.accept(event);
              });
      Optional<Checkpoint> from =
          run.checkpoints().latestGood().checkpoint().map(TrainingRun::checkpoint);
      Trainer.Result result = Trainer.train(model, job.train(), job.plan(), from, around);
      run.weights(result.steps(), weights, Map.of());
      boolean whole = result.ending() != Trainer.Ending.INTERRUPTED;
      run.finish(whole ? RunStatus.DONE : RunStatus.INTERRUPTED);
      return task.entry(
          whole || reached[0] >= task.epochs ? Journal.Status.TRAINED : Journal.Status.STOPPED,
          run.id(),
          curve(run, job.plan(), model.outline().objective()));
    }
  }

  /** The last epoch that is over after {@code event}. */
  private static int epoch(TrainEvent event, int before) {
    if (event instanceof TrainEvent.Started started) {
      return (int) (started.step() / started.stepsPerEpoch());
    }
    return event instanceof TrainEvent.EpochEnded ended ? ended.epoch() : before;
  }

  /**
   * The metric of the weights that training would leave after each epoch: with patience those of
   * the best epoch so far, otherwise the latest.
   */
  private List<Double> curve(LiveRun run, Plan plan, String objective) {
    List<Double> judged = values(run, objective);
    List<Double> curve = values(run, common.settings.metric());
    int best = 0;
    for (int i = 0; i < judged.size(); i++) {
      best = judged.get(i) < judged.get(best) ? i : best;
      curve.set(i, plan.patience() > 0 ? curve.get(best) : curve.get(i));
    }
    return curve;
  }

  /** The validation metric called {@code metric} after each epoch. */
  private static List<Double> values(LiveRun run, String metric) {
    return run.record().history().stream()
        .map(epoch -> epoch.values().getOrDefault("validation." + metric, Double.NaN))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
