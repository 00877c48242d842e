package engram.analysis.landscape;

import engram.analysis.Confusion;
import engram.analysis.FactorAgreement;
import engram.base.Check;
import engram.math.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far two landscapes show the same images: clusters are a pair if each decodes to the image
 * nearest to the other's.
 *
 * @param matched share of the clusters of the smaller landscape that have a partner, 0 to 1
 * @param msePixel mean squared difference per pixel within the pairs
 * @param sameClass share of the pairs that a judge reads as one class; null without a judge
 * @param nearestMsePixel mean squared difference per pixel from each cluster, of both landscapes,
 *     to the nearest of the other
 */
public record LandscapeMatch(
    double matched, double msePixel, @Nullable Double sameClass, double nearestMsePixel) {

  /**
   * One landscape.
   *
   * @param images the decoded centres
   * @param probabilities of the classes, as a judge reads them; null without a judge
   */
  public record Side(Matrix images, @Nullable Matrix probabilities) {
    public Side {
      Check.atLeast("clusters to match", images.rows(), 1);
      Check.require(
          probabilities == null || images.rows() == probabilities.rows(),
          images.rows() + " images, but not as many rows of probabilities");
    }
  }

  /** The match of two landscapes, in either order. */
  public static LandscapeMatch of(Side a, Side b) {
    int[] there = FactorAgreement.nearest(a.images, b.images);
    int[] back = FactorAgreement.nearest(b.images, a.images);
    List<Integer> pairs =
        IntStream.range(0, there.length).filter(i -> back[there[i]] == i).boxed().toList();
    double mse = pairs.stream().mapToDouble(i -> mse(a, i, b, there[i])).average().orElse(0);
    double nearest =
        (IntStream.range(0, there.length).mapToDouble(i -> mse(a, i, b, there[i])).sum()
                + IntStream.range(0, back.length).mapToDouble(i -> mse(b, i, a, back[i])).sum())
            / (there.length + back.length);
    double smaller = Math.min(there.length, back.length);
    return new LandscapeMatch(pairs.size() / smaller, mse, same(a, b, pairs, there), nearest);
  }

  private static @Nullable Double same(Side a, Side b, List<Integer> pairs, int[] there) {
    Matrix p = a.probabilities;
    Matrix q = b.probabilities;
    if (p == null || q == null) {
      return null;
    }
    long same =
        pairs.stream()
            .filter(i -> Confusion.mostProbable(p, i) == Confusion.mostProbable(q, there[i]))
            .count();
    return same / (double) Math.max(1, pairs.size());
  }

  private static double mse(Side a, int i, Side b, int j) {
    double sum = 0;
    for (int p = 0; p < a.images.columns(); p++) {
      double apart = a.images.get(i, p) - b.images.get(j, p);
      sum += apart * apart;
    }
    return sum / a.images.columns();
  }
}
