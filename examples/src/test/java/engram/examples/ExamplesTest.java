package engram.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.synthetic.Digits;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.Images;
import engram.report.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aVaeLearnsAndItsReportShowsLossAndManifold() throws IOException {
    Path report = folder.resolve("report.html");
    double few = elbo(TrainVae.run(report, 500, 1));
    double more = elbo(TrainVae.run(report, 500, 8));
    assertTrue(more > few + 10, few + " then " + more);
    String html = Files.readString(report);
    assertTrue(html.contains("id=\"loss\"") && html.contains("id=\"manifold\""));
  }

  @Test
  void codesAndLabelsAreReadBackAsTheyWereWritten() {
    Matrix codes = EncodeToNpy.run(folder, 300, 5);
    assertEquals(codes, Npy.open(folder.resolve("codes.npy")).toMatrix());
    int[] labels = Npy.open(folder.resolve("labels.npy")).toInts();
    assertEquals(300, labels.length);
    assertEquals(10, Arrays.stream(labels).distinct().count());
  }

  @Test
  void aFolderOfPicturesOfAnySizeIsReconstructed() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    DataSet digits = new Digits().generate(30, new Seed(1));
    for (int i = 0; i < digits.size(); i++) {
      Images one = new Images(Matrix.wrap(1, 28 * 28, digits.image(i)), digits.shape());
      Png.write(pictures, ImageGrid.of(new Heading("digit-" + i, ""), one, 1));
    }
    Path sheet = folder.resolve("reconstructions.png");
    OwnImages.run(pictures, sheet, 5);
    assertTrue(image(sheet).getWidth() > 10 * 32);
  }

  @Test
  void generatedDigitsComeWithTheFactorsTheyWereDrawnFrom() throws IOException {
    DataSet digits = GenerateDigits.run(folder);
    Matrix factors = Npy.open(folder.resolve("factors.npy")).toMatrix();
    assertEquals(digits.size(), factors.rows());
    assertTrue(
        IntStream.range(0, digits.size()).allMatch(i -> factors.get(i, 0) == digits.label(i)));
    assertTrue(image(folder.resolve("digits.png")).getHeight() > 8 * 28);
  }

  @Test
  void theClassifierReadsMostDigitsAndDrawsItsConfusions() throws IOException {
    Path picture = folder.resolve("confusion.png");
    double accuracy = ClassifyWithCnn.run(picture, 1000, 4);
    assertTrue(accuracy > 0.6 && accuracy <= 1, "accuracy " + accuracy);
    assertTrue(image(picture).getWidth() > 100);
  }

  @Test
  void aResumedTrainingEndsWithTheSameWeights() {
    assertTrue(ResumeTraining.run(folder.resolve("checkpoint.safetensors"), 200, 10));
  }

  private static double elbo(Map<String, Double> metrics) {
    return metrics.getOrDefault("elbo_nats", Double.NaN);
  }

  private static BufferedImage image(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    assertNotNull(image, file + " is no picture");
    return image;
  }
}
