package engram.tensor;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.synthetic.Digits;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.model.autoencoder.DenseAutoencoder;
import engram.nn.Activation;
import engram.nn.Reconstruction;
import engram.train.Plan;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program that trains a fully connected autoencoder and says what that cost. */
final class LongTraining {
  private static final Path STATUS = Path.of("/proc/self/status");

  private final int warmUp;
  private long startNanos;
  private long startKilobytes;
  private long liveLow = Long.MAX_VALUE;
  private long liveHigh;
  private double loss;

  private LongTraining(int warmUp) {
    this.warmUp = warmUp;
  }

  /** What {@code steps} updates after the warm-up cost, and their mean loss. */
  record Cost(long megabytes, long liveSpread, double stepsPerSecond, double loss) {
    static Cost parse(String line) {
      String[] fields = line.strip().split(" ", -1);
      return new Cost(
          Long.parseLong(fields[0]),
          Long.parseLong(fields[1]),
          Double.parseDouble(fields[2]),
          Double.parseDouble(fields[3]));
    }

    @Override
    public String toString() {
      return megabytes + " " + liveSpread + " " + stepsPerSecond + " " + loss;
    }
  }

  /** Arguments: hidden units per layer, images per batch, steps to warm up, steps measured. */
  public static void main(String[] arguments) {
    int[] a = List.of(arguments).stream().mapToInt(Integer::parseInt).toArray();
    System.out.println(new LongTraining(a[2]).train(a[0], a[1], a[3]));
  }

  static Cost of(int hidden, int batch, int warmUp, int steps) {
    return new LongTraining(warmUp).train(hidden, batch, steps);
  }

  private Cost train(int hidden, int batch, int steps) {
    DataSet digits = new Digits().generate(Math.max(300, batch), new Seed(1));
    var spec =
        new DenseAutoencoder.Spec(
            List.of(hidden, hidden), 5, Activation.RELU, Reconstruction.BCE, 1e-3);
    Plan plan = new Plan(1, warmUp + steps, batch, 1, 0, Schedule.CONSTANT, 0, 86400);
    try (Scope scope = new Scope()) {
      Setting setting = new Setting(digits.shape(), 10, Device.CPU, new Seed(1));
      Model model = Family.named("dense-ae").create(spec, setting);
      Trainer.train(
          model,
          digits,
          plan,
          Optional.empty(),
          new Trainer.Surroundings(() -> false, c -> {}, this::watch));
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    long megabytes = (residentKilobytes() - startKilobytes) / 1024;
    return new Cost(megabytes, liveHigh - liveLow, steps / seconds, loss / (steps + 1));
  }

  private void watch(TrainEvent event) {
    if (event instanceof TrainEvent.Stepped step && step.step() >= warmUp) {
      if (step.step() == warmUp) {
        startKilobytes = residentKilobytes();
        startNanos = System.nanoTime();
      }
      liveLow = Math.min(liveLow, Tensor.live());
      liveHigh = Math.max(liveHigh, Tensor.live());
      loss += step.loss();
    }
  }

  private static long residentKilobytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
