package engram.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.RealData;
import engram.base.EngramException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
  private static final ImageOptions PLAIN = ImageOptions.defaults();

  private final Path folder;

  ImageFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void put(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content);
  }

  private String failure(ImageOptions options) {
    EngramException e =
        assertThrows(EngramException.class, () -> ImageFolder.read(folder, options));
    assertEquals(EngramException.Kind.BAD_DATA, e.kind());
    return String.valueOf(e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif"})
  void greyValuesComeThroughUnchanged(String format) throws IOException {
    put("a." + format, TestFiles.encoded(TestFiles.picture(10, 9, 7), format));
    float[] image = ImageFolder.read(folder, PLAIN).image(0);
    for (int i = 0; i < image.length; i++) {
      assertEquals(i * 5 % 256 / 255f, image[i], 1e-6f);
    }
  }

  @Test
  void aSixteenBitGreyIsScaledNotBrightened() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(1, 0, 0, 257 * 100);
    put("a.png", TestFiles.encoded(image, "png"));
    assertArrayEquals(new float[] {0, 100 / 255f}, ImageFolder.read(folder, PLAIN).image(0), 1e-6f);
  }

  @Test
  void oneColourImageMakesTheSetColour() throws IOException {
    put("a.png", TestFiles.png(4, 3));
    put("b.png", TestFiles.encoded(TestFiles.picture(BufferedImage.TYPE_INT_RGB, 4, 3), "png"));
    DataSet data = ImageFolder.read(folder, PLAIN);
    assertEquals(new ImageShape(3, 3, 4), data.shape());
    assertEquals(7 / 255f, data.image(1)[35], 1e-6f);
    assertEquals(data.image(0)[11], data.image(0)[35]);
  }

  @Test
  void aJpegIsReadCloseToWhatItShows() throws IOException {
    BufferedImage flat = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    flat.getRaster().setSamples(0, 0, 16, 16, 0, filled(256, 100));
    put("a.jpg", TestFiles.encoded(flat, "jpg"));
    assertEquals(100 / 255f, ImageFolder.read(folder, PLAIN).image(0)[77], 0.01f);
  }

  private static int[] filled(int n, int value) {
    int[] array = new int[n];
    Arrays.fill(array, value);
    return array;
  }

  @Test
  void allDialectsOfPgmAgree() throws IOException {
    put("a.pgm", "P2 # c\n2 1\n#c\n4 1 3\n".getBytes(US_ASCII));
    put("b.pgm", new byte[] {'P', '5', ' ', '2', ' ', '1', ' ', '4', '\n', 1, 3});
    byte[] wide = "P5 2 1 1024\n....".getBytes(US_ASCII);
    System.arraycopy(new byte[] {1, 0, 3, 0}, 0, wide, wide.length - 4, 4);
    put("c.pgm", wide);
    DataSet data = ImageFolder.read(folder, PLAIN);
    assertArrayEquals(new float[] {64 / 255f, 191 / 255f}, data.image(0), 1e-6f);
    assertArrayEquals(data.image(0), data.image(1));
    assertArrayEquals(data.image(0), data.image(2));
  }

  @Test
  void subfoldersAreLabelsAndNumbersSortAsNumbers() throws IOException {
    for (String label : List.of("10", "9", "2")) {
      put(label + "/a.png", TestFiles.png(4, 3));
    }
    DataSet data = ImageFolder.read(folder, PLAIN);
    assertEquals(List.of("2", "9", "10"), data.classNames());
    assertEquals(2, data.label(0));
  }

  @Test
  void aLabelExpressionReadsThePath() throws IOException {
    put("x/cat_1.png", TestFiles.png(4, 3));
    put("x/dog_1.png", TestFiles.png(4, 3));
    DataSet data = ImageFolder.read(folder, PLAIN.withLabelFrom("(\\w+)_\\d"));
    assertEquals(List.of("cat", "dog"), data.classNames());
    assertTrue(failure(PLAIN.withLabelFrom("(horse)")).contains("cat_1.png"));
    assertThrows(EngramException.class, () -> PLAIN.withLabelFrom("cat"));
    assertThrows(EngramException.class, () -> PLAIN.withLabelFrom("(cat"));
  }

  @Test
  void theFirstOddSizeIsNamedUnlessAllAreResampled() throws IOException {
    put("a.png", TestFiles.png(4, 3));
    put("b.png", TestFiles.png(8, 8));
    String message = failure(PLAIN);
    assertTrue(message.contains("b.png") && message.contains("3x4") && message.contains("8x8"));
    DataSet data = ImageFolder.read(folder, PLAIN.withSize(6, 5));
    assertEquals(ImageShape.grey(6, 5), data.shape());
  }

  @Test
  void badFilesAreLeftOutAndReportedWhereAsked() throws IOException {
    put("a.png", TestFiles.png(4, 3));
    put("b.png", "no picture".getBytes(US_ASCII));
    assertTrue(failure(PLAIN).contains("b.png"));
    List<String> lines = new ArrayList<>();
    DataSet data = ImageFolder.read(folder, PLAIN.withSkipBad(lines::add));
    assertEquals(1, data.size());
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains("b.png"));
  }

  @Test
  void linksMayNotLoopOrLeave(@TempDir Path elsewhere) throws IOException {
    put("a/a.png", TestFiles.png(4, 3));
    Files.createSymbolicLink(folder.resolve("a/loop"), folder.resolve("a"));
    assertTrue(failure(PLAIN).contains("loop"));
    Files.delete(folder.resolve("a/loop"));
    Files.write(elsewhere.resolve("b.png"), TestFiles.png(4, 3));
    Files.createSymbolicLink(folder.resolve("a/out.png"), elsewhere.resolve("b.png"));
    assertTrue(failure(PLAIN).contains("out.png"));
    Files.delete(folder.resolve("a/out.png"));
    Files.createSymbolicLink(folder.resolve("out"), elsewhere);
    assertTrue(failure(PLAIN).contains("out"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1500})
  void aPngMayHoldMoreThanItsRowsInChunksOfAnySize(int surplus) throws IOException {
    byte[] packed = TestFiles.deflate(new byte[20 + surplus]);
    byte[] end = TestFiles.chunk("IEND", new byte[0]);
    byte[] header = TestFiles.greyHeader(4, 4);
    put("a.png", TestFiles.pngOf(header, TestFiles.chunk("IDAT", packed), end));
    List<byte[]> chunks = new ArrayList<>(List.of(header));
    for (byte b : packed) {
      chunks.add(TestFiles.chunk("IDAT", new byte[] {b}));
      chunks.add(TestFiles.chunk("IDAT", new byte[0]));
    }
    chunks.add(end);
    put("b.png", TestFiles.pngOf(chunks.toArray(byte[][]::new)));
    assertEquals(2, ImageFolder.read(folder, PLAIN).size());
  }

  @Test
  void anInterlacedPngOfAnySizeIsReadLikeAnother() throws IOException {
    for (int width = 1; width < 10; width++) {
      for (int type : new int[] {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_INT_RGB}) {
        BufferedImage image = TestFiles.picture(type, width, 7);
        put("a.png", TestFiles.encoded(image, "png"));
        put("b.png", TestFiles.interlaced(image));
        DataSet both = ImageFolder.read(folder, PLAIN);
        assertArrayEquals(both.image(0), both.image(1));
      }
    }
  }

  @Test
  void aTextBombInAPngIsNotUnpacked() throws IOException {
    byte[] text = new byte[64 << 20];
    byte[] packed = TestFiles.deflate(text);
    byte[] bomb = Arrays.copyOf("key\0\0".getBytes(US_ASCII), packed.length + 5);
    System.arraycopy(packed, 0, bomb, 5, packed.length);
    put(
        "a.png",
        TestFiles.pngOf(
            TestFiles.greyHeader(2, 2),
            TestFiles.chunk("zTXt", bomb),
            TestFiles.chunk("IDAT", TestFiles.deflate(new byte[6])),
            TestFiles.chunk("IEND", new byte[0])));
    assertEquals(4, ImageFolder.read(folder, PLAIN).image(0).length);
  }

  @Test
  void trainAndTestFoldersAreTheParts() throws IOException {
    put("train/x/a.png", TestFiles.png(4, 3));
    put("train/y/b.png", TestFiles.png(4, 3));
    put("test/x/c.png", TestFiles.png(4, 3));
    Parts parts = ImageFolder.in(folder, PLAIN);
    assertEquals(2, parts.get(Part.TRAIN).size());
    assertEquals(1, parts.get(Part.TEST).size());
  }

  @Test
  void aClassThatOnePartLacksShiftsNoOther() throws IOException {
    for (String file : List.of("train/cat/a", "train/dog/b", "test/dog/c", "test/fox/d")) {
      put(file + ".png", TestFiles.png(4, 3));
    }
    Parts parts = ImageFolder.in(folder, PLAIN);
    for (Part part : List.of(Part.TRAIN, Part.TEST)) {
      assertEquals(List.of("cat", "dog", "fox"), parts.get(part).classNames(), part.name());
    }
    assertEquals(1, parts.get(Part.TEST).label(0));
    assertEquals(2, parts.get(Part.TEST).label(1));
  }

  @Test
  void theCmuFacesAreReadWithTheirGlassesAsLabel() {
    Path faces = RealData.folderWith("cmu-faces").resolve("cmu-faces");
    ImageOptions options = PLAIN.withSize(60, 64).withLabelFrom("_(open|sunglasses)");
    DataSet data = ImageFolder.read(faces, options);
    assertEquals(640, data.size());
    assertEquals(List.of("open", "sunglasses"), data.classNames());
    assertFalse(data.hash().isEmpty());
    assertThrows(EngramException.class, () -> ImageFolder.read(faces, PLAIN));
  }

  @Test
  void imagesOfOneGroupFallIntoOnePart() throws IOException {
    for (int image = 0; image < 60; image++) {
      BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
      grey.getRaster().setSample(0, 0, 0, image % 20);
      put("p" + image % 20 + "_" + image + ".png", TestFiles.encoded(grey, "png"));
    }
    Parts parts = ImageFolder.in(folder, PLAIN.withSplitBy("(p\\d+)_"));
    Set<Integer> train = people(parts.get(Part.TRAIN));
    Set<Integer> test = people(parts.get(Part.TEST));
    assertEquals(18, train.size());
    assertEquals(2, test.size());
    assertTrue(Collections.disjoint(train, test));
    assertEquals(60, parts.get(Part.TRAIN).size() + parts.get(Part.TEST).size());
    Parts one = ImageFolder.in(folder, PLAIN.withSplitBy("(p)"));
    EngramException e = assertThrows(EngramException.class, () -> one.get(Part.TRAIN));
    assertTrue(String.valueOf(e.getMessage()).contains("finds the same in every image"));
  }

  private static Set<Integer> people(DataSet data) {
    return IntStream.range(0, data.size())
        .mapToObj(i -> Math.round(data.image(i)[0] * 255))
        .collect(Collectors.toSet());
  }
}
