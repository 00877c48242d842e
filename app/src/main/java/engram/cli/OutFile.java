package engram.cli;

import engram.base.EngramException;
import engram.data.ImageShape;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.report.Figure;
import engram.report.Png;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes images as a picture or as an array, whichever the file's name asks for. */
final class OutFile {
  private OutFile() {}

  /** What was written, as {@code --json} prints it. */
  record Written(Path file, int images) {}

  /** A line for each of {@code files}, to follow other text. */
  static String wrote(List<Path> files) {
    return files.stream()
        .map(f -> System.lineSeparator() + "wrote " + f)
        .collect(Collectors.joining());
  }

  /** Writes {@code images} to {@code file} as an NPY array {@code [n, c, h, w]}. */
  static void array(Path file, Matrix images, ImageShape s) {
    float[] values = new float[Math.multiplyExact(images.rows(), images.columns())];
    images.buffer().get(values);
    Npy.write(file, NdArray.of(values, images.rows(), s.channels(), s.height(), s.width()));
  }

  /** Writes {@code images} to {@code file}: {@code .npy} as {@code [n, c, h, w]}, else a PNG. */
  static Written write(Path file, Matrix images, ImageShape s, Supplier<Figure> picture) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      array(file, images, s);
    } else if (name.endsWith(".png")) {
      Png.write(file, picture.get().draw());
    } else {
      throw EngramException.usage("--out must end in .png or .npy, got '" + file + "'");
    }
    return new Written(file, images.rows());
  }
}
