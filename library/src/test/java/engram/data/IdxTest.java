package engram.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  private final Path folder;

  IdxTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void mnistIsReadWholeAndFast() {
    Path mnist = RealData.folderWith("mnist").resolve("mnist");
    DataSet train =
        Assertions.assertTimeout(
            Duration.ofSeconds(5), () -> Idx.in(mnist).orElseThrow().get(Part.TRAIN));
    assertEquals(60_000, train.size());
    assertEquals(ImageShape.grey(28, 28), train.shape());
    assertEquals(5923, IntStream.range(0, 60_000).filter(i -> train.label(i) == 0).count());
    assertEquals(0.1307, mean(train.first(10_000)), 0.001);
  }

  private static double mean(DataSet data) {
    double sum = 0;
    for (int i = 0; i < data.size(); i++) {
      for (float v : data.image(i)) {
        sum += v;
      }
    }
    return sum / data.size() / data.shape().values();
  }

  @Test
  void theTestPartIsTheT10kFile() {
    Path mnist = RealData.folderWith("mnist").resolve("mnist");
    DataSet test = Idx.in(mnist).orElseThrow().get(Part.TEST);
    assertEquals(10_000, test.size());
    assertEquals(7, test.label(0));
  }

  @Test
  void aPlainFileReadsAsItsPackedOne() throws IOException {
    Path packed = RealData.folderWith("mnist").resolve("mnist/t10k-images-idx3-ubyte.gz");
    Path plain = folder.resolve("t10k-images-idx3-ubyte");
    try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
      Files.copy(in, plain);
    }
    assertEquals(Idx.read(packed, null).hash(), Idx.read(plain).hash());
  }

  @Test
  void oneUnlabelledFileIsSplitTheSameWayEachTime() throws IOException {
    Files.write(folder.resolve("images-idx3-ubyte"), TestFiles.idx(20, 2, 3));
    Parts parts = Idx.in(folder).orElseThrow();
    assertEquals(18, parts.get(Part.TRAIN).size());
    assertEquals(2, parts.get(Part.TEST).size());
    assertEquals(parts.get(Part.TEST).hash(), parts.get(Part.TEST).hash());
    assertFalse(parts.get(Part.TRAIN).hasLabels());
  }

  @Test
  void aFolderWithoutIdxFilesHasNoParts() {
    assertTrue(Idx.in(folder).isEmpty());
  }
}
