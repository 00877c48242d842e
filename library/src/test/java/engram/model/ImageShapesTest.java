package engram.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.data.Pixels;
import engram.math.Matrix;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import engram.train.Trainer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model on images of unusual size and content: it trains, or says in one line why not. */
class ImageShapesTest {
  /** A family and a size of image. */
  record Fit(String model, ImageShape shape) {
    Family family() {
      return Family.named(model);
    }
  }

  private static final ImageShape SQUARE = ImageShape.grey(16, 16);

  private static List<String> models() {
    return Family.all().stream().map(Family::name).toList();
  }

  private static Stream<Fit> fits(ImageShape... shapes) {
    return models().stream().flatMap(m -> Stream.of(shapes).map(s -> new Fit(m, s)));
  }

  static Stream<Fit> usual() {
    return fits(
        new ImageShape(3, 32, 24),
        new ImageShape(1, 28, 28),
        new ImageShape(1, 30, 22),
        new ImageShape(1, 13, 31),
        new ImageShape(4, 12, 12));
  }

  static Stream<Fit> tiny() {
    return fits(
        new ImageShape(1, 1, 1),
        new ImageShape(3, 1, 9),
        new ImageShape(1, 3, 3),
        new ImageShape(1, 5, 40),
        new ImageShape(1, 11, 11));
  }

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  private static void train(Model model, DataSet data) {
    Trainer.train(model, data, Small.steps(3), Optional.empty(), Trainer.Surroundings.none());
  }

  private static void trainAndUse(Family family, DataSet data) {
    try (Scope s = new Scope()) {
      Model model = Small.model(family, data);
      train(model, data);
      Matrix codes =
          model.encodes()
              ? Evaluation.encode(model, data)
              : Matrix.of(data.size(), model.outline().latent(), (i, j) -> i - j);
      assertEquals(data.size(), codes.rows());
      if (model.decodes()) {
        Matrix images = Evaluation.decode(model, codes);
        assertEquals(data.shape().values(), images.columns());
        for (int i = 0; i < images.rows(); i++) {
          ModelContractTest.assertInUnitInterval(images.row(i));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("usual")
  void colourAndOblongImagesWork(Fit fit) {
    trainAndUse(fit.family(), Small.noise(fit.shape, 7));
  }

  @ParameterizedTest
  @MethodSource("tiny")
  void tooSmallImagesWorkOrAreRefusedWithTheSizeAllowed(Fit fit) {
    try {
      trainAndUse(fit.family(), Small.noise(fit.shape, 7));
    } catch (IllegalArgumentException e) {
      String expected = fit.model + " needs images of at least \\d+x\\d+, got " + fit.shape;
      assertTrue(String.valueOf(e.getMessage()).matches(expected), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void blackWhiteAndSingleImagesTrain(String model) {
    trainAndUse(Family.named(model), Small.constant(SQUARE, 20, 0));
    trainAndUse(Family.named(model), Small.constant(SQUARE, 20, 255));
    trainAndUse(Family.named(model), Small.constant(SQUARE, 20, 128));
    trainAndUse(Family.named(model), Small.noise(SQUARE, 1));
  }

  /** Floats, all 0.5 but for one value of image 7. */
  private record OddOneOut(float odd) implements Pixels {
    @Override
    public Element element() {
      return Element.F32;
    }

    @Override
    public int count() {
      return 20;
    }

    @Override
    public void copy(int index, ByteBuffer target) {
      for (int i = 0; i < SQUARE.values(); i++) {
        target.putFloat(index == 7 && i == 100 ? odd : 0.5f);
      }
    }

    DataSet data() {
      DataSet labelled = Small.constant(SQUARE, count(), 0);
      DataSet floats =
          DataSet.of(
              "floats",
              SQUARE,
              this,
              new engram.data.Labels(
                  java.util.stream.IntStream.range(0, 20).map(labelled::label).toArray(),
                  labelled.classNames()),
              null);
      return floats.linkedTo(floats);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void floatsTrainAndOneThatIsNoBrightnessIsNamed(String model) {
    trainAndUse(Family.named(model), new OddOneOut(0.25f).data());
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0.001f, 1.001f}) {
      EngramException e =
          assertThrows(
              EngramException.class,
              () -> trainAndUse(Family.named(model), new OddOneOut(odd).data()));
      assertEquals(Kind.BAD_DATA, e.kind());
      assertEquals(
          "floats: image 7, value 100: expected a number in [0, 1], got " + odd, e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void withoutLabelsItTrainsOrSaysThatItNeedsThem(String model) {
    DataSet labelled = Small.noise(SQUARE, 8);
    DataSet alone = DataSet.of("bare", SQUARE, pixels(labelled), null, null);
    DataSet bare = alone.linkedTo(alone);
    try {
      trainAndUse(Family.named(model), bare);
      assertFalse(
          Set.of("cnn", "shared-ae", "ordinal-lca").contains(model),
          "it cannot learn without labels");
    } catch (EngramException e) {
      assertEquals(Kind.USAGE, e.kind());
      assertTrue(String.valueOf(e.getMessage()).startsWith(model + " needs labelled data"));
    }
  }

  private static Pixels pixels(DataSet data) {
    ByteBuffer all = ByteBuffer.allocate(data.size() * data.shape().values());
    for (int i = 0; i < data.size(); i++) {
      data.read(i, all);
    }
    return new engram.data.HeapPixels(data.shape().values(), all.array());
  }
}
