package engram.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.math.Matrix;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  private final Path folder;

  NpyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Path golden(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(NpyTest.class.getResource(name)).toURI());
  }

  @ParameterizedTest
  @ValueSource(strings = {"c-f4", "big-endian-f8", "v2-u1", "v3-big-endian-i4"})
  void everyDialectOfNumpyReadsTheSame(String name) throws URISyntaxException {
    Matrix matrix = Npy.open(golden(name + ".npy")).toMatrix();
    assertEquals(Matrix.of(2, 3, (i, j) -> 3 * i + j), matrix);
  }

  @Test
  void fortranOrderIsReadRight() throws URISyntaxException {
    NdArray array = Npy.open(golden("fortran-i8.npy"));
    assertEquals(List.of(2L, 3L, 4L), array.shape());
    assertArrayEquals(java.util.stream.IntStream.range(0, 24).toArray(), array.toInts());
  }

  @Test
  void pythonObjectsAreNeverLoaded() throws URISyntaxException {
    Path file = golden("object.npy");
    var e = assertThrows(EngramException.class, () -> Npy.open(file));
    assertTrue(String.valueOf(e.getMessage()).contains("never loaded"));
  }

  @Test
  void aMatrixWrittenIsByteForByteWhatNumpyWrites() throws IOException, URISyntaxException {
    Path file = folder.resolve("m.npy");
    Npy.write(file, Matrix.of(2, 3, (i, j) -> 3 * i + j));
    assertArrayEquals(Files.readAllBytes(golden("c-f4.npy")), Files.readAllBytes(file));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("a.npy");
    Npy.write(file, NdArray.of(new int[] {1, -2, Integer.MAX_VALUE, 4}, 2, 1, 2));
    assertArrayEquals(new int[] {1, -2, Integer.MAX_VALUE, 4}, Npy.open(file).toInts());
    Npy.write(file, NdArray.of(new byte[] {1, -1}, 2));
    assertArrayEquals(new int[] {1, 255}, Npy.open(file).toInts());
    Npy.write(file, NdArray.of(new float[] {0.1f}));
    assertArrayEquals(new float[] {0.1f}, Npy.open(file).toFloats());
    assertEquals(List.of(), Npy.open(file).shape());
  }

  @Test
  void aMatrixHoldsNoNaN() {
    NdArray array = NdArray.of(new float[] {1, 2, 3, Float.NaN}, 2, 2);
    var e = assertThrows(EngramException.class, array::toMatrix);
    assertTrue(String.valueOf(e.getMessage()).contains("row 1, column 1"));
  }

  @Test
  void floatsAreNotTakenForWholeNumbers() {
    assertThrows(EngramException.class, NdArray.of(new float[] {1}, 1)::toInts);
  }

  @Test
  void anArchiveOfNumpyIsRead() throws URISyntaxException {
    Map<String, NdArray> arrays = Npz.read(golden("two.npz"));
    assertEquals(List.of("x", "y"), List.copyOf(arrays.keySet()));
    assertEquals(
        Matrix.of(2, 3, (i, j) -> 3 * i + j), Objects.requireNonNull(arrays.get("x")).toMatrix());
    assertArrayEquals(new int[] {3, 4}, Objects.requireNonNull(arrays.get("y")).toInts());
  }

  @Test
  void theSameArraysMakeTheSameArchive() throws IOException {
    Map<String, NdArray> arrays = Map.of("z", NdArray.of(new float[] {1, 2, 3}, 3));
    Npz.write(folder.resolve("a.npz"), arrays);
    Npz.write(folder.resolve("b.npz"), arrays);
    assertEquals(-1, Files.mismatch(folder.resolve("a.npz"), folder.resolve("b.npz")));
    assertArrayEquals(
        new float[] {1, 2, 3},
        Objects.requireNonNull(Npz.read(folder.resolve("a.npz")).get("z")).toFloats());
  }

  @Test
  void anEmptyArrayOfAbsurdShapeIsNoMatrix() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, NdArray.of(new float[0], 0, 1L << 40, 1L << 40));
    NdArray array = Npy.open(file);
    assertThrows(EngramException.class, array::toMatrix);
  }

  /** A quarter of a gigabyte of zeros, said to be 50 pictures, takes no more memory than those. */
  @Test
  void anArchiveIsNotUnpackedBeyondWhatItsHeaderSays() throws IOException {
    Path bomb = folder.resolve("bomb.npz");
    Path small = folder.resolve("small.npy");
    Npy.write(small, NdArray.of(new float[50], 50));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(Files.readAllBytes(small));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 256; i++) {
        zip.write(zeros);
      }
    }
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    EngramException e = assertThrows(EngramException.class, () -> Npz.read(bomb));
    assertEquals(EngramException.Kind.BAD_DATA, e.kind());
    assertTrue(thread.getCurrentThreadAllocatedBytes() - before < 16L << 20);
  }
}
