package engram.data;

import static engram.data.TestFiles.chunk;
import static engram.data.TestFiles.deflate;
import static engram.data.TestFiles.greyHeader;
import static engram.data.TestFiles.gzip;
import static engram.data.TestFiles.idx;
import static engram.data.TestFiles.idxHeader;
import static engram.data.TestFiles.idxLabels;
import static engram.data.TestFiles.npy;
import static engram.data.TestFiles.png;
import static engram.data.TestFiles.pngOf;
import static engram.data.TestFiles.zip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import engram.base.EngramException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a file, the reader says so in one line, quickly and in little memory. */
class BadDataTest {
  private static final long MAX_ALLOCATION = 24L << 20;

  private final Path folder;

  BadDataTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Arguments bad(String what, String file, byte[] content) {
    return Arguments.of(what, Map.of(file, content));
  }

  private static byte[] text(String s) {
    return s.getBytes(ISO_8859_1);
  }

  private static byte[] flipped(byte[] content, int at) {
    byte[] copy = content.clone();
    copy[Math.floorMod(at, copy.length)] ^= 1;
    return copy;
  }

  private static byte[] cut(byte[] content, int change) {
    return Arrays.copyOf(content, content.length + change);
  }

  static Stream<Arguments> badIdx() {
    byte[] good = idx(3, 4, 4);
    String name = "train-images-idx3-ubyte";
    byte[] bomb = gzip(new byte[32 << 20]);
    return Stream.of(
        bad("15 empty", name, new byte[0]),
        bad("16 labels' magic", name, idxLabels(20)),
        bad("16 text", name, text("hello, this is no data at all")),
        bad("17 huge header", name, idxHeader(Integer.MAX_VALUE, 28, 28, 0)),
        bad("17 negative size", name, idxHeader(-1, 28, 28, 784)),
        bad("17 overflow", name, idxHeader(2, 1 << 16, 1 << 16, 0)),
        bad("17 no images", name, idxHeader(0, 28, 28, 0)),
        bad("17 huge header, packed", name + ".gz", gzip(idxHeader(2_000_000, 28, 28, 0))),
        bad("18 a byte short", name, cut(good, -1)),
        bad("18 a byte extra", name, cut(good, 1)),
        bad("18 a byte extra, packed", name + ".gz", gzip(cut(good, 1))),
        Arguments.of(
            "19 a label missing", Map.of(name, good, "train-labels-idx1-ubyte", idxLabels(2))),
        bad("20 truncated", name + ".gz", cut(gzip(good), -9)),
        bad("20 bad CRC", name + ".gz", flipped(gzip(good), -8)),
        bad("20 not gzip", name + ".gz", good),
        bad("20 bomb", name + ".gz", bombed(bomb)));
  }

  /** A small declared size before tens of megabytes of zeros: two gzip members in a row. */
  private static byte[] bombed(byte[] bomb) {
    byte[] head = gzip(idxHeader(1, 2, 2, 0));
    byte[] both = Arrays.copyOf(head, head.length + bomb.length);
    System.arraycopy(bomb, 0, both, head.length, bomb.length);
    return both;
  }

  static Stream<Arguments> badNpy() {
    byte[] good = npy("|u1", "(2, 3, 3)", 18);
    byte[] version2 = Arrays.copyOf(good, 80);
    version2[6] = 2;
    Arrays.fill(version2, 8, 12, (byte) -1);
    byte[] nan = npy("<f4", "(2, 2, 2)", 32);
    byte[] inf = npy("<f8", "(2, 2, 2)", 64);
    ByteBuffer.wrap(nan).order(ByteOrder.LITTLE_ENDIAN).putFloat(nan.length - 8, Float.NaN);
    ByteBuffer.wrap(inf).order(ByteOrder.LITTLE_ENDIAN).putDouble(inf.length - 8, 1 / 0.0);
    byte[] lie = zip("x.npy", good);
    ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(centralSize(lie), 1 << 30);
    byte[] shorter = zip("x.npy", good);
    ByteBuffer.wrap(shorter).order(ByteOrder.LITTLE_ENDIAN).putInt(centralSize(shorter), 20);
    byte[] twice = zip("x.npy", good, "y.npy", good);
    for (int i = 0; i < twice.length - 4; i++) {
      twice[i] = twice[i] == 'y' && twice[i + 1] == '.' ? (byte) 'x' : twice[i];
    }
    return Stream.of(
        bad("21 header of 4 GB", "a.npy", version2),
        bad("22 huge shape", "a.npy", npy("|u1", "(65536, 65536)", 12)),
        bad("23 shape of 2^64", "a.npy", npy("|u1", "(18446744073709551616, 2)", 12)),
        bad("23 shape overflows", "a.npy", npy("<f8", "(4294967296, 4294967296)", 12)),
        bad("23 shape -1", "a.npy", npy("|u1", "(-1, 4)", 12)),
        bad("24 objects", "a.npy", npy("|O", "(2, 4)", 64)),
        bad("24 records", "a.npy", npy("{'descr': [('a', '<f4')], 'shape': (1,)}", 4)),
        bad("25 unknown type", "a.npy", npy("<c16", "(2, 4)", 128)),
        bad("25 key missing", "a.npy", npy("{'descr': '|u1', 'shape': (1, 4)}", 4)),
        bad("25 extra bytes", "a.npy", cut(good, 1)),
        bad("26 leads out", "a.npz", zip("../../x.npy", good)),
        bad("26 absolute", "a.npz", zip("/x.npy", good)),
        bad("26 twice", "a.npz", twice),
        bad("26 size lie, larger", "a.npz", lie),
        bad("26 size lie, smaller", "a.npz", shorter),
        bad("26 nested", "a.npz", zip("x.zip", zip("x.npy", good))),
        bad("26 nested under another name", "a.npz", zip("x.npy", zip("x.npy", good))),
        bad("26 no zip", "a.npz", text("nothing of the kind")),
        bad(
            "26 labels of another length",
            "a.npz",
            zip("x.npy", good, "y.npy", npy("|u1", "(3,)", 3))),
        bad("27 NaN", "a.npy", nan),
        bad("27 infinity", "a.npy", inf));
  }

  private static int centralSize(byte[] zip) {
    int at = zip.length - 22;
    while (zip[at] != 'P' || zip[at + 1] != 'K' || zip[at + 2] != 1) {
      at--;
    }
    return at + 24;
  }

  static Stream<Arguments> badImages() {
    byte[] good = png(9, 7);
    byte[] header = greyHeader(4, 4);
    byte[] end = chunk("IEND", new byte[0]);
    byte[] pixels = deflate(new byte[20]);
    byte[] asked = {0x78, (byte) 0xBB, 0, 0, 0, 1, 3, 0};
    byte[] half = chunk("IDAT", Arrays.copyOf(pixels, pixels.length / 2));
    byte[] bmp = TestFiles.encoded(TestFiles.picture(BufferedImage.TYPE_INT_RGB, 5, 5), "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 40_000).putInt(22, 40_000);
    byte[] gif = TestFiles.encoded(TestFiles.picture(BufferedImage.TYPE_BYTE_GRAY, 5, 5), "gif");
    byte[] jpg = TestFiles.encoded(TestFiles.picture(BufferedImage.TYPE_INT_RGB, 9, 9), "jpg");
    return Stream.of(
        bad(
            "28 huge PNG",
            "a.png",
            pngOf(greyHeader(30_000, 30_000), chunk("IDAT", deflate(new byte[2])), end)),
        bad(
            "28 large PNG in a small file",
            "a.png",
            pngOf(greyHeader(4_000, 4_000), chunk("IDAT", deflate(new byte[2])), end)),
        bad("28 huge BMP", "a.bmp", bmp),
        bad("28 huge PGM", "a.pgm", text("P5 60000 60000 255\n")),
        bad("28 large PGM in a small file", "a.pgm", text("P5 4000 4000 255\n12345")),
        bad("28 plain PGM in a small file", "a.pgm", text("P2 4000 4000 255\n1 2 3")),
        bad("29 wrong CRC", "a.png", flipped(good, 30)),
        bad("29 short IDAT", "a.png", pngOf(header, half, end)),
        bad("29 no IDAT", "a.png", pngOf(header, end)),
        bad("29 damaged IDAT", "a.png", pngOf(header, chunk("IDAT", flipped(pixels, 3)), end)),
        bad("29 wrong Adler-32", "a.png", pngOf(header, chunk("IDAT", flipped(pixels, -1)), end)),
        bad("29 no Adler-32", "a.png", pngOf(header, chunk("IDAT", cut(pixels, -4)), end)),
        bad("29 IDAT of a row less", "a.png", pngOf(header, idat(new byte[15]), end)),
        bad("29 filter 5", "a.png", pngOf(header, idat(0, 1, 1, 1, 1, 5, 1, 1, 1, 1), end)),
        bad("29 IDAT with a dictionary", "a.png", pngOf(header, chunk("IDAT", asked), end)),
        bad("29 truncated GIF", "a.gif", cut(gif, -6)),
        bad("29 truncated JPEG", "a.jpg", cut(jpg, -6)),
        bad("29 PGM value too large", "a.pgm", text("P2 2 1 100\n 100 101\n")),
        bad("29 PGM of largest value 0", "a.pgm", text("P2 1 1 0\n 0\n")),
        bad("29 PGM a byte extra", "a.pgm", text("P5 1 1 255\nxx")),
        bad("30 text", "a.png", text("I am no picture.")),
        bad("30 empty", "a.jpg", new byte[0]),
        Arguments.of("32 one bad of two", Map.of("a.png", good, "b.png", cut(good, -1))),
        Arguments.of("32 two sizes", Map.of("a.png", good, "b.png", png(8, 7))));
  }

  private static byte[] idat(int... rows) {
    byte[] bytes = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      bytes[i] = (byte) rows[i];
    }
    return idat(bytes);
  }

  private static byte[] idat(byte[] rows) {
    return chunk("IDAT", deflate(rows));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"badIdx", "badNpy", "badImages"})
  void itIsRefusedInOneLineAndLittleMemory(String what, Map<String, byte[]> files)
      throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    String first = files.keySet().iterator().next();
    String argument = folder.toString() + (first.matches("a\\.np.") ? "/" + first : "");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    long start = System.nanoTime();
    EngramException e = assertThrows(EngramException.class, () -> open(argument).image(1));
    assertTrue(System.nanoTime() - start < 1_000_000_000L, what);
    long used = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertEquals(EngramException.Kind.BAD_DATA, e.kind(), e.getMessage());
    assertTrue(used < MAX_ALLOCATION, what + " took " + used + " bytes");
    assertTrue(String.valueOf(e.getMessage()).startsWith(folder.toString()), e.getMessage());
    assertFalse(String.valueOf(e.getMessage()).contains("\n"));
    assertTrue(
        what.startsWith("32")
            || first.matches("a\\.np.")
            || String.valueOf(e.getMessage()).contains(": byte "),
        e.getMessage());
  }

  private DataSet open(String argument) {
    return new DataCatalog(folder).open(argument, Part.TRAIN);
  }
}
