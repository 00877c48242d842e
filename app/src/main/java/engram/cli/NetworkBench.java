package engram.cli;

import engram.base.Seed;
import engram.data.Batch;
import engram.data.Batches;
import engram.data.DataSet;
import engram.data.Part;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.util.Optional;

/** The workloads of networks: training, encoding and filling batches. */
final class NetworkBench {
  private NetworkBench() {}

  static Workload train(String model, int batch) {
    return task -> train(model, batch, task);
  }

  private static Workload.Timed train(String model, int batch, Workload.Task task) {
    int timed = task.stepsOr(1500);
    int warmup = task.warmup();
    DataSet images = task.images(Part.TRAIN);
    long[] clock = new long[2];
    double[] loss = new double[1];
    Trainer.Surroundings around =
        new Trainer.Surroundings(
            () -> false,
            c -> {},
            event -> {
              if (event instanceof TrainEvent.Stepped s) {
                clock[s.step() <= warmup ? 0 : 1] = System.nanoTime();
                loss[0] = s.loss();
              }
            });
    Plan plan = new Plan(1, (long) warmup + timed, batch, 1, 0, Schedule.CONSTANT, 0, 86400);
    long start = System.nanoTime();
    try (Scope scope = new Scope()) {
      Trainer.train(fresh(model, images, task), images, plan, Optional.empty(), around);
    }
    long from = warmup == 0 ? start : clock[0];
    return new Workload.Timed("steps per second", timed, (clock[1] - from) / 1e9, loss[0]);
  }

  /** An untrained model with its usual Spec, in the scope of the caller. */
  static Model fresh(String model, DataSet images, Workload.Task task) {
    Family family = Family.named(model);
    Setting setting =
        new Setting(images.shape(), images.classNames().size(), task.how().device(), new Seed(1));
    return family.create(family.card().defaults(), setting);
  }

  static Workload.Timed encode(Workload.Task task) {
    int passes = task.stepsOr(5);
    DataSet images = task.images(Part.TRAIN);
    try (Scope scope = new Scope()) {
      Model model = fresh("dense-ae", images, task);
      Evaluation.encode(model, images.first(20_000));
      long start = System.nanoTime();
      for (int i = 0; i < passes; i++) {
        Evaluation.encode(model, images);
      }
      return Workload.Timed.since(start, "images per second", passes * images.size(), 0);
    }
  }

  static Workload.Timed load(Workload.Task task) {
    int epochs = task.stepsOr(5);
    DataSet images = task.images(Part.TRAIN);
    Batches batches = Batches.of(images, 100, new Seed(1));
    Batch batch = batches.newBatch();
    long start = System.nanoTime();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int i = 0; i < batches.stepsPerEpoch(); i++) {
        batches.fill(batch, epoch, i);
      }
    }
    return Workload.Timed.since(start, "images per second", epochs * images.size(), 0);
  }
}
