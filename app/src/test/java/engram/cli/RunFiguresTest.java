package engram.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.DataCatalog;
import engram.data.DataSet;
import engram.data.Part;
import engram.model.Family;
import engram.model.Model;
import engram.model.Setting;
import engram.model.Specs;
import engram.report.Figure;
import engram.report.ImageGrid;
import engram.tensor.Device;
import engram.tensor.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunFiguresTest {
  private static final DataSet DIGITS =
      new DataCatalog(Path.of("nowhere")).open("digits:200", Part.TEST);
  private static final Seed SEED = new Seed(4);

  private static Model dense(int latent) {
    Family family = Family.named("dense-ae");
    Record spec =
        Specs.with(
            family.card().defaults(), Map.of("widths", "9", "latent", Integer.toString(latent)));
    return family.create(spec, new Setting(DIGITS.shape(), 10, Device.CPU, SEED));
  }

  private static Subject subject(Model model) {
    return new Subject(model, DIGITS, SEED);
  }

  private static List<String> names(Model model) {
    return RunFigures.of(subject(model)).stream().map(Figure::name).toList();
  }

  private static ImageGrid grid(Model model, String name) {
    return (ImageGrid)
        RunFigures.of(subject(model)).stream()
            .filter(f -> f.name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void anAutoencoderHasPicturesOfImagesCodesAndWeights() {
    try (Scope s = new Scope()) {
      assertEquals(
          List.of(
              "reconstructions",
              "samples",
              "traversal",
              "density",
              "density-maps",
              "unit-activations",
              "unit-means",
              "weights",
              "weights-decoder"),
          names(dense(4)));
      assertTrue(names(dense(2)).containsAll(List.of("codes", "manifold", "unit-activations")));
    }
  }

  @Test
  void aCodeThatIsTheSameForAllImagesIsDrawnToo() {
    int[] first = new int[30];
    DataSet same = DIGITS.select("same", first);
    try (Scope s = new Scope()) {
      List<Figure> figures = RunFigures.of(new Subject(dense(2), same, SEED));
      assertTrue(figures.stream().map(Figure::name).toList().contains("manifold"));
      figures.forEach(f -> assertTrue(f.draw().getWidth() > 100, f.name()));
    }
  }

  @Test
  void aModelThatDoesNotEncodeIsNeverAskedTo() {
    try (Scope s = new Scope()) {
      assertEquals(
          List.of("samples", "manifold", "traversal", "weights", "weights-decoder"),
          names(new Able.Generator(dense(2))));
      assertTrue(Metrics.of(new Able.Generator(dense(2)), DIGITS, SEED).isEmpty());
      TrainingPictures pictures = new TrainingPictures(new Able.Generator(dense(2)), DIGITS, SEED);
      pictures.accept(new engram.train.TrainEvent.Started(0, 1, 1, 1));
      pictures.accept(new engram.train.TrainEvent.Stepped(1, 1, 1));
      assertEquals(
          List.of("samples-over-time"), pictures.figures().stream().map(Figure::name).toList());
    }
  }

  @Test
  void aDenoiserShowsCleanNoisyAndRestored() {
    try (Scope s = new Scope()) {
      ImageGrid grid = grid(new Able(dense(2)), "denoising");
      assertEquals(List.of("clean", "noisy", "restored"), grid.labels().rows());
      float[] clean = DIGITS.image(0);
      float[] noisy = grid.images().values().row(10);
      for (int i = 0; i < clean.length; i++) {
        assertEquals(clean[i] / 2, noisy[i]);
      }
      assertArrayEquals(noisy, grid.images().values().row(20));
    }
  }

  @Test
  void aDenoiserIsMeasuredAgainstTheCleanImages() {
    double squares = 0;
    for (int i = 0; i < DIGITS.size(); i++) {
      for (float v : DIGITS.image(i)) {
        squares += v * v / 4;
      }
    }
    try (Scope s = new Scope()) {
      Map<String, Double> metrics = Metrics.of(new Able(dense(2)), DIGITS, SEED);
      double expected = squares / DIGITS.size() / 784;
      assertEquals(expected, metrics.getOrDefault("noisy_mse_pixel", 0.0), 1e-6);
      assertEquals(expected, metrics.getOrDefault("restored_mse_pixel", 0.0), 1e-6);
      assertTrue(metrics.getOrDefault("restored_bce_pixel", 0.0) > 0);
    }
  }

  @Test
  void aTranslatorShowsEachImageAsItsOwnAndAsTheOtherDecoderMakesIt() {
    try (Scope s = new Scope()) {
      ImageGrid grid = grid(new Able(dense(2)), "translation");
      assertEquals(6, grid.columns());
      assertEquals(60, grid.images().count());
      assertEquals(List.of("0", "own", "other", "1", "own", "other"), grid.labels().columns());
      float[] image = grid.images().values().row(6 + 3);
      assertArrayEquals(image, grid.images().values().row(6 + 4));
      float[] other = grid.images().values().row(6 + 5);
      for (int i = 0; i < image.length; i++) {
        assertEquals(1 - image[i], other[i], 1e-6);
      }
    }
  }
}
