package engram.examples;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.synthetic.Digit;
import engram.data.synthetic.Digits;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.Images;
import engram.report.Png;
import engram.report.SheetLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Draws digits whose causes are known: one sheet of pictures, one table of factors. */
public final class GenerateDigits {
  private static final List<String> ROWS =
      List.of("plain", "slant", "rotation", "thin", "thick", "narrow", "wide", "other hand");

  private GenerateDigits() {}

  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : ".");
    DataSet digits = run(folder);
    System.out.println(digits.size() + " digits in " + folder.resolve("digits.png"));
    System.out.println("their factors in factors.npy: " + digits.factorNames());
  }

  /** The digits drawn: each row of the sheet changes one factor of all ten. */
  static DataSet run(Path folder) {
    Seed hand = new Seed(7);
    List<Digit> drawn = new ArrayList<>();
    for (String row : ROWS) {
      for (int d = 0; d < 10; d++) {
        drawn.add(digit(d, row, hand.child(d)));
      }
    }
    DataSet digits = Digits.of(drawn);
    Matrix pixels = Matrix.of(digits.size(), 28 * 28, (i, j) -> digits.image(i)[j]);
    Images images = new Images(pixels, digits.shape());
    Heading heading = new Heading("digits", "Ten digits; each row changes one factor.");
    Png.write(folder, new ImageGrid(heading, images, 10, SheetLabels.ofRows(ROWS)));
    Npy.write(folder.resolve("factors.npy"), digits.factors().orElseThrow());
    return digits;
  }

  private static Digit digit(int d, String row, Seed hand) {
    double slant = row.equals("slant") ? 0.5 : 0;
    double rotation = row.equals("rotation") ? 20 : 0;
    double thickness = row.equals("thin") ? 1.2 : row.equals("thick") ? 4 : 2.5;
    double width = row.equals("narrow") ? 0.6 : row.equals("wide") ? 1.5 : 1;
    Seed writer = row.equals("other hand") ? hand.child("other") : hand;
    return new Digit(d, 0, slant, rotation, thickness, width, 1, 0, 0, writer);
  }
}
