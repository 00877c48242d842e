package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.DataCatalog;
import engram.data.DataSet;
import engram.data.Part;
import engram.exchange.TensorData;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.model.Specs;
import engram.report.Figure;
import engram.report.ImageGrid;
import engram.report.ScatterSheet;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.train.Plan;
import engram.train.Snapshot;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TrainingPicturesTest {
  private static final DataSet DIGITS =
      new DataCatalog(Path.of("nowhere")).open("digits:60", Part.TRAIN);
  private static final Seed SEED = new Seed(4);

  private static Model model(String name, int latent) {
    Family family = Family.named(name);
    Record spec =
        Specs.with(
            family.card().defaults(), Map.of("widths", "9", "latent", Integer.toString(latent)));
    return family.create(spec, new Setting(DIGITS.shape(), 10, Device.CPU, SEED));
  }

  private static Plan epochs(int epochs) {
    return new Plan(epochs, 0, 10, 7, 0, Schedule.CONSTANT, 0, 3600);
  }

  private static Map<String, TensorData> train(
      Model model, int epochs, Consumer<TrainEvent> listener) {
    Trainer.train(
        model,
        DIGITS,
        epochs(epochs),
        Optional.empty(),
        new Trainer.Surroundings(() -> false, c -> {}, listener));
    return Snapshot.of(model.parameters().byName());
  }

  private static <R> R pictured(Model model, int epochs, Function<List<Figure>, R> result) {
    TrainingPictures pictures = new TrainingPictures(model, DIGITS, SEED);
    train(model, epochs, pictures);
    return result.apply(pictures.figures());
  }

  private static List<String> names(List<Figure> figures) {
    return figures.stream().map(Figure::name).toList();
  }

  private static List<String> rows(List<Figure> figures, String name) {
    return figures.stream()
        .filter(f -> f.name().equals(name))
        .map(f -> ((ImageGrid) f).labels().rows())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takingPicturesChangesNoWeight() {
    try (Scope s = new Scope()) {
      Model model = model("vae", 2);
      Map<String, TensorData> pictured = train(model, 4, new TrainingPictures(model, DIGITS, SEED));
      assertEquals(train(model("vae", 2), 4, e -> {}), pictured);
    }
  }

  @Test
  void samplesAreTakenEarlyAndAtEveryTenth() {
    try (Scope s = new Scope()) {
      List<String> rows = pictured(model("vae", 3), 50, f -> rows(f, "samples-over-time"));
      assertEquals(
          List.of("30", "60", "90", "100", "120", "150", "180", "200", "210", "240", "270", "300"),
          rows.stream().map(row -> row.replace("step ", "")).toList());
    }
  }

  @Test
  void reconstructionsAndCodesAreTakenAtTheEpochsOfThePaper() {
    try (Scope s = new Scope()) {
      List<Figure> figures = pictured(model("dense-ae", 2), 5, f -> f);
      assertEquals(List.of("reconstructions-over-time", "codes-over-time"), names(figures));
      assertEquals(
          List.of("test images", "epoch 0", "epoch 2", "at the end"),
          rows(figures, "reconstructions-over-time"));
      ScatterSheet sheet = (ScatterSheet) figures.get(1);
      assertEquals(
          List.of("epoch 0", "epoch 2", "epoch 4"),
          sheet.panels().stream().map(ScatterSheet.Panel::title).toList());
    }
  }

  @Test
  void aResumedTrainingTakesThePicturesThatAreStillToCome() {
    try (Scope s = new Scope()) {
      TrainingPictures pictures = new TrainingPictures(model("vae", 2), DIGITS, SEED);
      pictures.accept(new TrainEvent.Started(150, 300, 6, 10));
      pictures.accept(new TrainEvent.Stepped(200, 1, 10));
      List<Figure> figures = pictures.figures();
      assertEquals(List.of("step 200"), rows(figures, "samples-over-time"));
      assertTrue(!names(figures).contains("codes-over-time"));
    }
  }
}
