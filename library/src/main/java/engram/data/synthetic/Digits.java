package engram.data.synthetic;

import com.google.auto.service.AutoService;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Generator;
import engram.data.ImageShape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Handwritten-like digits drawn from strokes: 28x28 grey bytes, ten classes, scaled and centred as
 * MNIST's are, with the factors that {@link Digit} names.
 */
@AutoService(Generator.class)
public final class Digits implements Generator {
  private static final Album ALBUM =
      new Album(
          "digits",
          ImageShape.grey(Digit.SIDE, Digit.SIDE),
          IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
          List.of(
              "class",
              "variant",
              "slant",
              "rotation",
              "thickness",
              "width",
              "curvature",
              "position_x",
              "position_y"));

  @Override
  public String name() {
    return ALBUM.name();
  }

  @Override
  public DataSet generate(int count, Seed seed) {
    return ALBUM.draw(count, i -> Digit.random(seed.child(i)));
  }

  /** A data set of exactly these digits. */
  public static DataSet of(List<Digit> digits) {
    return ALBUM.draw(digits.size(), digits::get);
  }
}
