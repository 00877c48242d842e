package engram.report;

import static engram.report.Figures.heading;
import static engram.report.Figures.images;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.data.ImageShape;
import engram.math.Matrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {
  private static final int WHITE = 0xFFFFFF;
  private static final int EDGE = 8;

  @ParameterizedTest
  @MethodSource("engram.report.Figures#all")
  void everyFigureHasInkButIsNotFull(Figure figure) {
    double ink = ink(figure.draw());
    assertTrue(ink > 0.005 && ink < 0.8, figure.name() + ": " + ink);
  }

  @ParameterizedTest
  @MethodSource("engram.report.Figures#all")
  void everyFigureIsTheSameBitForBitEachTime(Figure figure) {
    assertEquals(pixels(figure.draw()).toList(), pixels(figure.draw()).toList());
  }

  @ParameterizedTest
  @MethodSource("engram.report.Figures#all")
  void everyFigureSaysWhatItIs(Figure figure) {
    assertFalse(figure.alt().isBlank());
    assertEquals("caption of " + figure.name(), figure.caption());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "", "a name far too long to stand beside any figure, and it goes on and on"})
  void nothingReachesTheEdgeWhateverTheNames(String text) {
    Stream.of(Figures.charts(text), Figures.sheets(text), Figures.searches(text))
        .flatMap(all -> all)
        .forEach(FigureTest::assertFreeEdge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>\n\t\0", "日本語 🙂", "\uD800"})
  void anyTextCanBeDrawn(String text) {
    Stream.concat(Figures.charts(text), Figures.searches(text)).forEach(FigureTest::assertFreeEdge);
  }

  @Test
  void anImagePixelBecomesASquareOfItsColour() {
    Matrix one = Matrix.wrap(1, 4, new float[] {0, 1, 0.2f, Float.NaN});
    BufferedImage drawn =
        ImageGrid.of(heading("one"), new Images(one, ImageShape.grey(2, 2)), 1).draw();
    int zoom = 65;
    int at = Canvas.MARGIN * Canvas.SCALE;
    assertEquals(2 * (at + zoom), drawn.getWidth());
    assertEquals(0x000000, rgb(drawn, at, at));
    assertEquals(WHITE, rgb(drawn, at + zoom, at));
    assertEquals(0x333333, rgb(drawn, at + zoom - 1, at + 2 * zoom - 1));
    assertEquals(0xFF00FF, rgb(drawn, at + zoom, at + zoom));
  }

  @Test
  void colourImagesKeepTheirChannels() {
    Images red = new Images(Matrix.wrap(1, 3, new float[] {1, 0, 0.2f}), new ImageShape(3, 1, 1));
    assertEquals(0xFF0033, red.rgb(0, 0, 0));
  }

  @Test
  void anotherSeedDrawsTheDotsInAnotherOrder() {
    var labels = Figures.tenClasses(3000, "");
    Matrix crowd = Matrix.of(3000, 2, (i, j) -> i / 10 % 17 + j * (i / 10 % 5));
    BufferedImage a = CodeScatter.of(heading("a"), crowd, labels, new Seed(1)).draw();
    BufferedImage b = CodeScatter.of(heading("a"), crowd, labels, new Seed(2)).draw();
    assertNotEquals(pixels(a).toList(), pixels(b).toList());
  }

  @Test
  void tenClassesHaveTenColours() {
    assertEquals(10, IntStream.range(0, 10).mapToObj(Palette::of).distinct().count());
    assertEquals(30, IntStream.range(0, 30).mapToObj(Palette::of).distinct().count());
  }

  @Test
  void aGapIsLeftWhereALossIsNotFinite() {
    assertTrue(ink(line(5.0, 5.0, 5.0, 5.0).draw()) > ink(line(5.0, Double.NaN, 5.0, 5.0).draw()));
  }

  @Test
  void extremeAndMissingValuesAreDrawn() {
    Stream.of(
            line(Double.NaN),
            line(105.3),
            line(-Double.MAX_VALUE, Double.MAX_VALUE),
            line(1.0, 1.0 + Math.ulp(1.0)),
            line(Double.MIN_VALUE, Double.POSITIVE_INFINITY))
        .forEach(FigureTest::assertFreeEdge);
    Matrix nothing = Matrix.of(2, 2, (i, j) -> Float.NaN);
    assertFreeEdge(CodeScatter.of(heading("nan"), nothing, new Seed(1)));
    assertFreeEdge(new Histogram(heading("nan"), nothing, 3, "x"));
    assertFreeEdge(new WeightGrid(heading("nan"), nothing, ImageShape.grey(1, 2), 1));
  }

  @Test
  void emptyInputIsRefusedWithALineThatNamesIt() {
    assertRefused(
        "fig: a line plot", () -> new LinePlot(heading("fig"), Axes.of("", ""), List.of()));
    assertRefused("fig: a bar chart", () -> new BarChart(heading("fig"), "", List.of()));
    assertRefused("at least one image", () -> images(0));
    assertRefused(
        "at least one code", () -> CodeScatter.of(heading("f"), Figures.codes(0), new Seed(1)));
    assertRefused(
        "classes",
        () -> new ConfusionMatrix(heading("f"), List.of(), Matrix.wrap(0, 0, new float[0])));
    assertRefused("figure name", () -> new Heading("../evil", ""));
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertRefused(
        "5 of 1x6x5 and 4", () -> new ReconstructionGrid(heading("f"), images(5), images(4), 2));
    assertRefused("columns must be at least 1", () -> ImageGrid.of(heading("f"), images(5), 0));
    assertRefused(
        "30 values, got 3", () -> new Images(Matrix.of(1, 3, (i, j) -> 0), Figures.SHAPE));
    assertRefused("show fewer images", () -> ImageGrid.of(heading("f"), manyRows(), 1).draw());
  }

  private static Images manyRows() {
    return new Images(Matrix.of(4000, 1, (i, j) -> 0), ImageShape.grey(1, 1));
  }

  @Test
  void aWrittenFileIsAPngOfThePicture(@TempDir Path folder) throws IOException {
    Figure figure = line(1.0, 2.0);
    Png.write(folder, figure);
    byte[] bytes = Files.readAllBytes(folder.resolve("fig.png"));
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes));
    assertEquals(pixels(figure.draw()).toList(), pixels(read).toList());
    assertArrayEquals(bytes, Png.bytes(figure.draw()));
  }

  private static LinePlot line(Double... values) {
    return new LinePlot(
        heading("fig"), Axes.of("epoch", "loss"), List.of(Figures.series("train", values)));
  }

  private static void assertRefused(String part, org.junit.jupiter.api.function.Executable call) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }

  private static void assertFreeEdge(Figure figure) {
    BufferedImage image = figure.draw();
    int right = image.getWidth() - 1;
    int bottom = image.getHeight() - 1;
    for (int d = 0; d < EDGE; d++) {
      for (int x = 0; x <= right; x++) {
        assertEquals(WHITE, rgb(image, x, d) & rgb(image, x, bottom - d), figure.name());
      }
      for (int y = 0; y <= bottom; y++) {
        assertEquals(WHITE, rgb(image, d, y) & rgb(image, right - d, y), figure.name());
      }
    }
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & WHITE;
  }

  private static Stream<Integer> pixels(BufferedImage image) {
    int width = image.getWidth();
    return IntStream.range(0, width * image.getHeight())
        .mapToObj(i -> rgb(image, i % width, i / width));
  }

  private static double ink(BufferedImage image) {
    long inked = pixels(image).filter(p -> p != WHITE).count();
    return (double) inked / image.getWidth() / image.getHeight();
  }
}
