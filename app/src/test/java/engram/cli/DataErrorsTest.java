package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.exchange.Npz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and unfit data, seen through the command line. */
class DataErrorsTest {
  private final Path folder;
  private final Cli cli;

  DataErrorsTest(@TempDir Path folder) {
    this.folder = folder;
    this.cli = new Cli(folder.resolve("home"));
  }

  private String refused(int code, Path data) throws IOException {
    Map<String, String> before = Cli.tree(folder);
    String error =
        cli.run("train", "dense-ae", "--data", data.toString(), "--steps", "1").error(code);
    cli.run("data", "info", data.toString()).error(code);
    assertEquals(before, Cli.tree(folder));
    assertTrue(error.contains(String.valueOf(data.getFileName())), error);
    return error;
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path text(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Path floats(String name, float odd) {
    float[] values = new float[20 * 64];
    Arrays.fill(values, 0.5f);
    values[7 * 64 + 5] = odd;
    Path file = folder.resolve(name);
    Npy.write(file, NdArray.of(values, 20, 8, 8));
    return file;
  }

  @Test
  void damagedArraysAreNamed() throws IOException {
    refused(65, text("empty.npy", ""));
    refused(65, text("text.npy", "no array at all"));
    refused(65, text("text.npz", "no archive at all"));
    refused(65, text("object.npy", header("'|O'", "(3, 4, 4)")));
    refused(65, text("huge.npy", header("'|u1'", "(65536, 65536, 4)")));
    refused(65, text("long.npy", header("'|u1'", "(18446744073709551616, 4, 4)")));
    refused(65, text("negative.npy", header("'|u1'", "(-1, 4, 4)")));
  }

  private static String header(String type, String shape) {
    String dict = "{'descr': %s, 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    String padded = dict + " ".repeat(117 - dict.length()) + "\n";
    return "\u0093NUMPY\u0001\0" + (char) padded.length() + "\0" + padded;
  }

  @Test
  void aValueThatIsNoBrightnessIsNamedWithItsPlace() throws IOException {
    for (float odd : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 255}) {
      Path file = floats("odd.npy", odd);
      String error =
          cli.run("train", "dense-ae", "--data", file.toString(), "--steps", "1").error(65);
      assertTrue(error.matches("(?s).*image 7, value 5: expected a number in \\[0, 1].*"), error);
    }
  }

  @Test
  void foldersWithoutGoodImagesAreNamed() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    cli.run("train", "dense-ae", "--data", empty.toString()).error(66);
    Path bad = Files.createDirectory(folder.resolve("bad"));
    Files.writeString(bad.resolve("a.png"), "no picture");
    assertTrue(cli.run("train", "dense-ae", "--data", bad.toString()).error(65).contains("a.png"));
    Path idx = Files.createDirectory(folder.resolve("idx"));
    Files.writeString(idx.resolve("train-images-idx3-ubyte"), "no images");
    cli.run("train", "dense-ae", "--data", idx.toString()).error(65);
  }

  @Test
  void aPipeIsNoData() throws Exception {
    Path pipe = folder.resolve("pipe.npy");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    cli.run("train", "dense-ae", "--data", pipe.toString(), "--steps", "1").error(66);
    cli.run("train", "dense-ae", "--config", pipe.toString()).error(66);
  }

  @Test
  void aClassifierNeedsLabels() throws IOException {
    Path file = floats("grey.npy", 0.5f);
    String error = cli.run("train", "cnn", "--data", file.toString(), "--steps", "1").error(2);
    assertTrue(error.contains("labelled"), error);
  }

  @Test
  void aTestPartThatAClassifierCannotBeJudgedOnIsRefusedBeforeTraining() throws IOException {
    NdArray x = NdArray.of(new float[20 * 64], 20, 8, 8);
    int[] classes = IntStream.range(0, 20).map(i -> i % 3).toArray();
    int[] more = IntStream.range(0, 20).map(i -> i % 4).toArray();
    NdArray y = NdArray.of(classes, 20);
    Path none = folder.resolve("none.npz");
    Npz.write(none, Map.of("x_train", x, "y_train", y, "x_test", x));
    Path others = folder.resolve("others.npz");
    Npz.write(
        others, Map.of("x_train", x, "y_train", y, "x_test", x, "y_test", NdArray.of(more, 20)));
    for (Path file : List.of(none, others)) {
      Map<String, String> before = Cli.tree(folder);
      String error = cli.line("train cnn --steps 1 --data " + file).error(65);
      assertTrue(error.contains(file + ": its images to test on: this model needs labels"), error);
      assertEquals(before, Cli.tree(folder));
    }
    cli.line("train vae --steps 1 --set widths=4 --data " + none).quiet();
    cli.line("train vae --steps 1 --set widths=4 --data " + others).quiet();
  }

  @Test
  void aTestPartMayLackAClass() {
    NdArray x = NdArray.of(new float[20 * 64], 20, 8, 8);
    NdArray three = NdArray.of(IntStream.range(0, 20).map(i -> i % 3).toArray(), 20);
    NdArray two = NdArray.of(IntStream.range(0, 20).map(i -> i % 2).toArray(), 20);
    Path file = folder.resolve("fewer.npz");
    Npz.write(file, Map.of("x_train", x, "y_train", three, "x_test", x, "y_test", two));
    cli.line("train cnn --steps 1 --batch 9 --set fc=4 --data " + file).quiet();
    cli.line("evaluate last --data " + file).well();
  }

  @Test
  void imagesTooSmallForTheModelAreRefusedWithTheSizeAllowed() throws IOException {
    Path file = floats("small.npy", 0.5f);
    String error = cli.run("train", "conv-ae", "--data", file.toString(), "--steps", "1").error(2);
    assertTrue(error.contains("at least 12x12, got 1x8x8"), error);
  }

  @Test
  void partsOfTwoSizesAreRefused() {
    Path file = folder.resolve("sizes.npz");
    Npz.write(
        file,
        Map.of(
            "x_train", NdArray.of(new float[20 * 64], 20, 8, 8),
            "x_test", NdArray.of(new float[20 * 16], 20, 4, 4)));
    String error =
        cli.run("train", "dense-ae", "--data", file.toString(), "--steps", "1").error(65);
    assertTrue(error.contains("sizes.npz") && error.contains("one size"), error);
  }

  @Test
  void imagesLeftOutAreCountedAndListedOnce() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 12; i++) {
      Files.write(
          images.resolve("good" + i + ".pgm"), "P2 2 2 9 1 2 3 4".getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(images.resolve("bad.pgm"), "P2 2 2 9 1");
    String told = cli.run("data", "info", images.toString(), "--skip-bad").err();
    assertTrue(told.contains("cannot be read: 1"), told);
    assertEquals(2, told.lines().count(), told);
  }
}
