package engram.examples;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.synthetic.Digits;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trains an autoencoder and writes codes and labels as files that NumPy reads. */
public final class EncodeToNpy {
  private EncodeToNpy() {}

  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : ".");
    Matrix codes = run(folder, 10_000, 600);
    System.out.println(codes.rows() + " codes of " + codes.columns() + " units in " + folder);
    System.out.println("in Python: z = numpy.load('codes.npy'); y = numpy.load('labels.npy')");
  }

  /** The codes, one row per image, as written to {@code folder}. */
  static Matrix run(Path folder, int images, long steps) {
    DataSet digits = new Digits().generate(images, new Seed(1));
    Family family = Family.named("dense-ae");
    Plan plan = new Plan(1, steps, 100, 1, 0, Schedule.CONSTANT, 0, 3600);
    try (Scope life = new Scope()) {
      Setting setting = new Setting(digits.shape(), 10, Device.CPU, new Seed(1));
      Model model = family.create(family.card().defaults(), setting);
      Trainer.train(model, digits, plan, Optional.empty(), Trainer.Surroundings.none());
      Matrix codes = Evaluation.encode(model, digits);
      int[] labels = IntStream.range(0, digits.size()).map(digits::label).toArray();
      Npy.write(folder.resolve("codes.npy"), codes);
      Npy.write(folder.resolve("labels.npy"), NdArray.of(labels, labels.length));
      return codes;
    }
  }
}
