package engram.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.RealData;
import engram.base.EngramException;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.exchange.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCatalogTest {
  private final Path folder;

  DataCatalogTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private DataSet open(Path path, Part part) {
    return new DataCatalog(folder).open(path.toString(), part);
  }

  private String failure(String argument, EngramException.Kind kind) {
    DataCatalog catalog = new DataCatalog(folder);
    EngramException e =
        assertThrows(EngramException.class, () -> catalog.open(argument, Part.TRAIN));
    assertEquals(kind, e.kind());
    return String.valueOf(e.getMessage());
  }

  @Test
  void aBalancedSubsetHasEquallyManyOfEachClass() {
    DataCatalog catalog = new DataCatalog(RealData.folderWith("mnist"));
    DataSet data = catalog.open("mnist:1000", Part.TEST);
    DataInfo info = DataInfo.of(data);
    assertEquals(1000, info.images());
    assertTrue(info.classes().stream().allMatch(c -> c.images() == 100));
    assertEquals(data.hash(), catalog.open("mnist:1000", Part.TEST).hash());
  }

  @Test
  void aNameMeansTheSameFromEveryFolder() throws IOException {
    DataCatalog catalog = new DataCatalog(folder);
    for (String known : List.of("digits", "mnist:500", "faces:20")) {
      assertEquals(known, catalog.everywhere(known));
    }
    Path file = folder.toRealPath().resolve("x.npy");
    Npy.write(file, NdArray.of(new float[20 * 16], 20, 4, 4));
    String relative = Path.of("").toRealPath().relativize(file).toString();
    assertEquals(file.toString(), catalog.everywhere(relative));
    assertEquals(file + ":5", catalog.everywhere("./" + relative + ":5"));
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), deep);
    Path up = Files.createDirectory(folder.resolve("a/c"));
    assertEquals(link + "/../c", catalog.everywhere(link + "/../c"));
    assertEquals(up.toString(), catalog.everywhere(up.resolve("../c").toString()));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertTrue(failure("mnits", EngramException.Kind.NOT_FOUND).contains("'mnist'"));
    assertTrue(failure("kmnist", EngramException.Kind.NOT_FOUND).contains("data fetch kmnist"));
    failure("no/such/folder", EngramException.Kind.NOT_FOUND);
    failure("nul\0byte", EngramException.Kind.NOT_FOUND);
    failure("mnist:0", EngramException.Kind.USAGE);
  }

  @Test
  void namedClassesKeepTheirNames() throws IOException {
    Path fashion = Files.createDirectory(folder.resolve("fashion-mnist"));
    Files.write(fashion.resolve("train-images-idx3-ubyte"), TestFiles.idx(6, 2, 2));
    Files.write(fashion.resolve("train-labels-idx1-ubyte"), TestFiles.idxLabels(6));
    Files.write(
        fashion.resolve("t10k-images-idx3-ubyte.gz"), TestFiles.gzip(TestFiles.idx(3, 2, 2)));
    Files.write(
        fashion.resolve("t10k-labels-idx1-ubyte.gz"), TestFiles.gzip(TestFiles.idxLabels(3)));
    DataSet train = new DataCatalog(folder).open("fashion-mnist", Part.TRAIN);
    assertEquals("trouser", train.classNames().get(train.label(1)));
    assertEquals("fashion-mnist", train.name());
    assertEquals(3, new DataCatalog(folder).open("fashion-mnist", Part.TEST).size());
  }

  @Test
  void floatsInAnNpyFileComeThroughUnchanged() {
    float[] values = new float[48];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 48f;
    }
    Path file = folder.resolve("a.npy");
    Npy.write(file, NdArray.of(values, 3, 16));
    DataSet data = NpyData.in(file).get(Part.TRAIN);
    assertEquals(ImageShape.grey(4, 4), data.shape());
    Npy.write(file, NdArray.of(values, 1, 3, 4, 4));
    DataSet colour = open(file, Part.TRAIN);
    assertEquals(new ImageShape(3, 4, 4), colour.shape());
    assertArrayEquals(values, colour.image(0));
  }

  @Test
  void anArchiveMayBringLabelsAndATestPart() {
    NdArray four = NdArray.of(new byte[16], 4, 2, 2);
    NdArray two = NdArray.of(new byte[8], 2, 2, 2);
    Path file = folder.resolve("a.npz");
    Npz.write(file, Map.of("x", four, "y", NdArray.of(new int[] {0, 2, 1, 2}, 4)));
    assertEquals(2, NpyData.in(file).get(Part.TRAIN).classNames().size() - 1);
    Npz.write(file, Map.of("x_train", four, "x_test", two));
    assertEquals(4, open(file, Part.TRAIN).size());
    assertEquals(2, open(file, Part.TEST).size());
  }

  @Test
  void aHeldOutTestPartSharesNothingWithTraining() {
    byte[] values = new byte[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) i;
    }
    Path file = folder.resolve("a.npy");
    Npy.write(file, NdArray.of(values, 100, 1, 1));
    boolean[] seen = new boolean[100];
    for (Part part : Part.values()) {
      DataSet data = open(file, part);
      for (int i = 0; i < data.size(); i++) {
        seen[Math.round(data.image(i)[0] * 255)] = true;
      }
    }
    for (boolean s : seen) {
      assertTrue(s);
    }
    assertEquals(10, open(file, Part.TEST).size());
  }

  @Test
  void theDataHomeIsNamedByTheEnvironment() {
    assertEquals(Path.of("/d"), DataCatalog.home(Map.of("ENGRAM_DATA", "/d"), Path.of("/u")));
    assertEquals(Path.of("/u/.engram/data"), DataCatalog.home(Map.of(), Path.of("/u")));
    assertEquals(
        List.of("digits", "faces", "mnist", "fashion-mnist", "kmnist"),
        KnownData.all().stream().map(KnownData::name).toList());
  }

  @Test
  void aGeneratorIsFoundByItsNameAndItsPartsDiffer() {
    DataCatalog catalog = new DataCatalog(folder);
    DataSet train = catalog.open("squares:30", Part.TRAIN);
    assertEquals(30, train.size());
    assertEquals(train.hash(), catalog.open("squares:30", Part.TRAIN).hash());
    assertNotEquals(train.hash(), catalog.open("squares:30", Part.TEST).hash());
    assertEquals(10_000, catalog.open("squares", Part.TRAIN).size());
  }

  @Test
  void anyDataCanBeResampledButOnlyFilesHavePaths() {
    DataCatalog catalog = new DataCatalog(folder);
    ImageOptions plain = ImageOptions.defaults();
    DataSet large = catalog.open("squares:30", Part.TRAIN, plain.withSize(4, 6));
    assertEquals(ImageShape.grey(4, 6), large.shape());
    for (ImageOptions pathed : List.of(plain.withLabelFrom("(.)"), plain.withSplitBy("(.)"))) {
      EngramException e =
          assertThrows(EngramException.class, () -> catalog.open("squares", Part.TRAIN, pathed));
      assertEquals(EngramException.Kind.USAGE, e.kind());
    }
  }

  @Test
  void aSubsetLargerThanTheTestPartLeavesThatWhole() {
    DataCatalog catalog = new DataCatalog(RealData.folderWith("mnist"));
    assertEquals(10_000, catalog.open("mnist:10000", Part.TRAIN).size());
    assertEquals(10_000, catalog.open("mnist:10000", Part.TEST).size());
    assertEquals(8_920, catalog.open("mnist", Part.TEST).largestBalanced());
  }
}
