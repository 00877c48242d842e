package engram.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.base.EngramException;
import engram.base.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cut or damaged anywhere, a file gives an {@link EngramException} or a data set, nothing else. */
class MutantTest {
  private static final int MUTANTS = 2_000;
  private static final int[] EDGES = {0, 1, 0x7F, 0x80, 0xFF};

  private final Path folder;
  private final DataCatalog catalog;

  MutantTest(@TempDir Path folder) {
    this.folder = folder;
    this.catalog = new DataCatalog(folder);
  }

  static Stream<Arguments> files() {
    byte[] npy = TestFiles.npy("|u1", "(2, 3, 3)", 18);
    return Stream.of(
        Arguments.of("images-idx3-ubyte", TestFiles.idx(3, 4, 4)),
        Arguments.of("images-idx3-ubyte.gz", TestFiles.gzip(TestFiles.idx(3, 4, 4))),
        Arguments.of("a.npy", npy),
        Arguments.of(
            "a.npz", TestFiles.zip("x.npy", npy, "y.npy", TestFiles.npy("|u1", "(2,)", 2))),
        Arguments.of("a.pgm", "P5\n# two\n4 3 255\nabcdefghijkl".getBytes(US_ASCII)),
        Arguments.of("b.pgm", "P2 2 2 65535\n1 22 333 4444 ".getBytes(US_ASCII)),
        Arguments.of("a.png", TestFiles.png(9, 7)));
  }

  static Stream<Arguments> pictures() {
    BufferedImage picture = TestFiles.picture(BufferedImage.TYPE_INT_RGB, 9, 7);
    return Stream.of("jpg", "bmp", "gif", "png")
        .map(format -> Arguments.of("a." + format, TestFiles.encoded(picture, format)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void cutAtAnyLengthItIsRefused(String name, byte[] content) throws IOException {
    for (int length = 0; length < content.length; length++) {
      int end = name.equals("b.pgm") ? Math.min(length, content.length - 5) : length;
      Files.write(folder.resolve(name), Arrays.copyOf(content, end));
      EngramException e = assertThrows(EngramException.class, () -> open(name), name + " " + end);
      assertEquals(EngramException.Kind.BAD_DATA, e.kind(), e.getMessage());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"files", "pictures"})
  void damagedAnywhereNothingButOurExceptionEscapes(String name, byte[] content)
      throws IOException {
    SplittableRandom random = new Seed(1).child(name).random();
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Files.write(folder.resolve(name), mutant(content, random));
      try {
        DataSet data = open(name);
        assertEquals(data.shape().values(), data.image(data.size() - 1).length);
      } catch (EngramException e) {
        assertEquals(EngramException.Kind.BAD_DATA, e.kind(), e.getMessage());
        refused++;
      }
    }
    assertNotEquals(0, refused);
  }

  private static byte[] mutant(byte[] content, SplittableRandom random) {
    byte[] copy = content.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(copy.length);
      switch (random.nextInt(4)) {
        case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> copy[at] = (byte) EDGES[random.nextInt(EDGES.length)];
        case 2 -> Arrays.fill(copy, at, Math.min(copy.length, at + 4), (byte) random.nextInt());
        default -> System.arraycopy(content, 0, copy, at, Math.min(8, copy.length - at));
      }
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length) + 1) : copy;
  }

  private DataSet open(String name) {
    String argument = name.matches("a\\.np.") ? folder.resolve(name).toString() : folder.toString();
    return catalog.open(argument, Part.TRAIN);
  }
}
