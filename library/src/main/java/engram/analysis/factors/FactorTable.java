package engram.analysis.factors;

import engram.base.Check;
import engram.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Known factors that vary, each as numbers and as levels.
 *
 * <p>A factor of at most 20 different whole numbers is a category, its values the levels. Any other
 * is a quantity; its levels are ten intervals with as many images each.
 */
public final class FactorTable {
  private static final int MOST_CATEGORIES = 20;
  private static final int INTERVALS = 10;

  private final List<Factor> factors;

  private FactorTable(List<Factor> factors) {
    this.factors = factors;
  }

  /** One factor. */
  static final class Factor {
    private final float[] values;
    private final boolean category;
    private final int[] levels;
    private final int[][] images;

    private Factor(float[] values) {
      this.values = values;
      float[] sorted = values.clone();
      Arrays.sort(sorted);
      double[] distinct =
          IntStream.range(0, sorted.length).mapToDouble(i -> sorted[i]).distinct().toArray();
      boolean whole = Arrays.stream(distinct).allMatch(v -> v == Math.rint(v));
      category = whole && distinct.length <= MOST_CATEGORIES;
      double[] starts =
          category
              ? distinct
              : IntStream.range(0, INTERVALS)
                  .mapToDouble(b -> sorted[(int) ((long) b * sorted.length / INTERVALS)])
                  .distinct()
                  .toArray();
      levels = new int[values.length];
      Arrays.setAll(levels, i -> level(starts, values[i]));
      images = new int[starts.length][];
      Arrays.setAll(
          images,
          level -> IntStream.range(0, levels.length).filter(i -> levels[i] == level).toArray());
    }

    private static int level(double[] starts, double value) {
      int at = Arrays.binarySearch(starts, value);
      return at >= 0 ? at : -at - 2;
    }

    boolean varies() {
      return images.length > 1;
    }

    boolean category() {
      return category;
    }

    float value(int image) {
      return values[image];
    }

    int level(int image) {
      return levels[image];
    }

    /** How many levels there are. */
    int levels() {
      return images.length;
    }

    /** Numbers of the images at {@code level}, rising. */
    int[] images(int level) {
      return images[level];
    }
  }

  /** The columns of {@code values} that vary; at least one must. */
  public static FactorTable of(Matrix values) {
    List<Factor> varying =
        IntStream.range(0, values.columns())
            .mapToObj(j -> new Factor(values.column(j)))
            .filter(Factor::varies)
            .toList();
    Check.require(!varying.isEmpty(), "no factor varies over these images");
    return new FactorTable(varying);
  }

  List<Factor> factors() {
    return factors;
  }

  /** Fails unless there is one code for each image. */
  void check(Matrix codes) {
    int images = factors.get(0).values.length;
    Check.require(
        codes.rows() == images, codes.rows() + " codes but factors of " + images + " images");
  }
}
