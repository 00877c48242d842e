package engram.examples;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.synthetic.Digits;
import engram.math.Matrix;
import engram.model.Family;
import engram.model.Schedule;
import engram.model.Setting;
import engram.model.classifier.Cnn;
import engram.report.ConfusionMatrix;
import engram.report.Heading;
import engram.report.Png;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.Optional;

/** Trains a small convolutional classifier and draws which digit it reads as which. */
public final class ClassifyWithCnn {
  private ClassifyWithCnn() {}

  public static void main(String[] args) {
    Path picture = Path.of(args.length > 0 ? args[0] : "confusion.png");
    System.out.println("accuracy on new digits: " + run(picture, 10_000, 3));
    System.out.println("open " + picture.toUri());
  }

  /** The share of {@code images / 10} new digits that are read right. */
  static double run(Path picture, int images, int epochs) {
    DataSet train = new Digits().generate(images, new Seed(1));
    DataSet test = new Digits().generate(images / 10, new Seed(2));
    Family family = Family.named("cnn");
    Plan plan = new Plan(epochs, 0, 64, 1, 0, Schedule.COSINE, 0, 3600);
    try (Scope life = new Scope()) {
      Setting setting = new Setting(train.shape(), 10, Device.CPU, new Seed(1));
      Cnn cnn = (Cnn) family.create(family.card().defaults(), setting);
      Trainer.train(cnn, train, plan, Optional.empty(), Trainer.Surroundings.none());
      Matrix counts = counts(Evaluation.perImage(cnn, test, cnn::probabilities, 10), test);
      Heading heading = new Heading("confusion", "Rows: true digit. Columns: digit read.");
      Png.write(picture, new ConfusionMatrix(heading, test.classNames(), counts).draw());
      double right = 0;
      for (int c = 0; c < 10; c++) {
        right += counts.get(c, c);
      }
      return right / test.size();
    }
  }

  private static Matrix counts(Matrix probabilities, DataSet test) {
    float[] counts = new float[10 * 10];
    for (int i = 0; i < test.size(); i++) {
      counts[10 * test.label(i) + largest(probabilities.row(i))]++;
    }
    return Matrix.wrap(10, 10, counts);
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }
}
