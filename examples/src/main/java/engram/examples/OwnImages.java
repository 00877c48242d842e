package engram.examples;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.ImageFolder;
import engram.data.ImageOptions;
import engram.math.Matrix;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.model.Specs;
import engram.report.Heading;
import engram.report.Images;
import engram.report.Png;
import engram.report.ReconstructionGrid;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Learns a folder of pictures and shows each picture above what 20 numbers keep of it. */
public final class OwnImages {
  private OwnImages() {}

  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("usage: OwnImages FOLDER (of PNG, JPEG, GIF, BMP or PGM pictures)");
      System.exit(2);
    }
    Path picture = Path.of("reconstructions.png");
    run(Path.of(args[0]), picture, 2_000);
    System.out.println("open " + picture.toUri());
  }

  /** Writes {@code picture}; pictures of any size are scaled to 32x32. */
  static void run(Path folder, Path picture, long steps) {
    DataSet images = ImageFolder.read(folder, ImageOptions.defaults().withSize(32, 32));
    Family family = Family.named("dense-ae");
    Record spec = Specs.with(family.card().defaults(), Map.of("latent", "20", "activation", "elu"));
    Plan plan = new Plan(1, steps, 50, 1, 0, Schedule.COSINE, 0, 3600);
    try (Scope life = new Scope()) {
      Model model = family.create(spec, new Setting(images.shape(), 0, Device.CPU, new Seed(1)));
      Trainer.train(model, images, plan, Optional.empty(), Trainer.Surroundings.none());
      DataSet shown = images.first(40);
      int values = images.shape().values();
      Matrix inputs = Evaluation.perImage(model, shown, Tensor::flattenImages, values);
      Matrix outputs = Evaluation.reconstruct(model, shown);
      Png.write(
          picture,
          new ReconstructionGrid(
                  new Heading("reconstructions", ""),
                  new Images(inputs, images.shape()),
                  new Images(outputs, images.shape()),
                  10)
              .draw());
    }
  }
}
