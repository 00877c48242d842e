package engram.examples;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.synthetic.Digits;
import engram.exchange.Safetensors;
import engram.exchange.TensorData;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Scope;
import engram.train.Checkpoint;
import engram.train.Plan;
import engram.train.Snapshot;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Stops a training halfway, goes on from the file it left, and ends with the same weights. */
public final class ResumeTraining {
  private ResumeTraining() {}

  public static void main(String[] args) {
    Path file = Path.of(args.length > 0 ? args[0] : "checkpoint.safetensors");
    System.out.println("same weights to the last bit: " + run(file, 2_000, 200));
  }

  /** Whether an interrupted training gives the weights of an uninterrupted one. */
  static boolean run(Path file, int images, long steps) {
    Engine.threads(1);
    DataSet digits = new Digits().generate(images, new Seed(1));
    Plan plan = new Plan(1, steps, 50, 1, 0, Schedule.LINEAR, 0, 3600);
    Map<String, TensorData> straight = train(digits, plan, Optional.empty(), file, steps);
    train(digits, plan, Optional.empty(), file, steps / 2);
    Safetensors.Contents saved = Safetensors.read(file);
    Checkpoint half = new Checkpoint(steps / 2, saved.tensors(), saved.metadata());
    return straight.equals(train(digits, plan, Optional.of(half), file, steps));
  }

  /** The weights after update {@code until}; every checkpoint goes to {@code file}. */
  private static Map<String, TensorData> train(
      DataSet digits, Plan plan, Optional<Checkpoint> from, Path file, long until) {
    AtomicLong done = new AtomicLong();
    Trainer.Surroundings around =
        new Trainer.Surroundings(
            () -> done.get() >= until,
            checkpoint -> Safetensors.write(file, checkpoint.tensors(), checkpoint.metadata()),
            event -> {
              if (event instanceof TrainEvent.Stepped s) {
                done.set(s.step());
              }
            });
    Family family = Family.named("vae");
    try (Scope life = new Scope()) {
      Setting setting = new Setting(digits.shape(), 10, Device.CPU, new Seed(1));
      Model model = family.create(family.card().defaults(), setting);
      Trainer.train(model, digits, plan, from, around);
      return Snapshot.of(model.parameters().byName());
    }
  }
}
