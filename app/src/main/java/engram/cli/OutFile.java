package engram.cli;

import engram.base.EngramException;
import engram.data.ImageShape;
import engram.exchange.NdArray;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.report.Figure;
import engram.report.Png;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/** Writes images as a picture or as an array, whichever the file's name asks for. */
final class OutFile {
  private OutFile() {}

  /** What was written, as {@code --json} prints it. */
  record Written(Path file, int images) {}

  /** Writes {@code images} to {@code file}: {@code .npy} as {@code [n, c, h, w]}, else a PNG. */
  static Written write(Path file, Matrix images, ImageShape s, Supplier<Figure> picture) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      float[] values = new float[images.rows() * images.columns()];
      images.buffer().get(values);
      Npy.write(file, NdArray.of(values, images.rows(), s.channels(), s.height(), s.width()));
    } else if (name.endsWith(".png")) {
      Png.write(file, picture.get().draw());
    } else {
      throw EngramException.usage("--out must end in .png or .npy, got '" + file + "'");
    }
    return new Written(file, images.rows());
  }
}
