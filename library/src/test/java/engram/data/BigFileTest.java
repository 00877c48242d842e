package engram.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files larger than memory and larger than one mapping; run with {@code -Xmx256m} too. */
@Tag("slow")
class BigFileTest {
  private static final int IMAGES = 5_500_000;
  private static final int VALUES = 784;

  private final Path folder;

  BigFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path sparse(String name, byte[] header) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header);
      out.setLength(header.length + (long) IMAGES * VALUES);
      for (int gib = 1; gib <= 4; gib++) {
        mark(out, header.length, (int) (((long) gib << 30) / VALUES));
      }
      mark(out, header.length, IMAGES - 1);
    }
    return file;
  }

  /** Fills an image, one that straddles a mapping's end among them, with its number's low byte. */
  private static void mark(RandomAccessFile out, int header, int image) throws IOException {
    if (image < IMAGES) {
      byte[] values = new byte[VALUES];
      java.util.Arrays.fill(values, (byte) (image | 1));
      out.seek(header + (long) image * VALUES);
      out.write(values);
    }
  }

  private static void check(DataSet data) {
    assertEquals(IMAGES, data.size());
    for (int gib = 1; gib < 4; gib++) {
      int image = (int) (((long) gib << 30) / VALUES);
      for (float v : data.image(image)) {
        assertEquals(((image | 1) & 0xFF) / 255f, v);
      }
    }
    assertTrue(data.image(IMAGES - 1)[VALUES - 1] > 0);
    Batches batches = Batches.of(data, 100, new Seed(1));
    Batch batch = batches.newBatch();
    for (int step = 0; step < 200; step++) {
      batches.fill(batch, 0, step);
    }
    assertEquals(100 * VALUES, batch.images().remaining());
  }

  @Test
  void anIdxFileOfFourGigabytesIsReadInPlace() throws IOException {
    byte[] header =
        ByteBuffer.allocate(16).putInt(0x803).putInt(IMAGES).putInt(28).putInt(28).array();
    Path file = sparse("images-idx3-ubyte", header);
    long start = System.nanoTime();
    DataSet data = Idx.read(file);
    assertTrue(System.nanoTime() - start < 1_000_000_000L);
    check(data);
  }

  @Test
  void anNpyFileOfFourGigabytesIsReadInPlace() throws IOException {
    byte[] header = TestFiles.npy("|u1", "(" + IMAGES + ", 28, 28)", 0);
    Path file = sparse("a.npy", header);
    check(NpyData.whole(file));
  }
}
