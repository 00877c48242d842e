package engram.analysis.landscape;

import engram.base.Check;
import engram.math.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which units the images of a set switch on, a unit being on if its activation is above 0.
 *
 * <p>Dolgikh 2022, section 2.5.
 *
 * @param active how many units each image has on
 * @param slices tuples of units that are on together in some image, the most frequent first, equal
 *     ones by their units
 * @param effectiveDimensions mean over the images that have a unit on of {@code (sum a)^2 / sum
 *     a^2}: m if m units are on equally, less if some of them are weak; 0 if all images are silent
 */
public record SparseStructure(
    List<Integer> active, List<Population> slices, double effectiveDimensions) {
  public SparseStructure {
    active = List.copyOf(active);
    slices = List.copyOf(slices);
  }

  /**
   * The images that have just these units on.
   *
   * @param units in rising order; empty for images that have none on
   * @param images how many there are
   */
  public record Population(List<Integer> units, int images) {
    public Population {
      units = List.copyOf(units);
    }
  }

  /** The structure of these codes, one row per image, at least one. */
  public static SparseStructure of(Matrix codes) {
    Check.atLeast("codes", codes.rows(), 1);
    List<Integer> active = new ArrayList<>();
    Map<List<Integer>, Integer> counts = new LinkedHashMap<>();
    List<Double> dimensions = new ArrayList<>();
    for (int i = 0; i < codes.rows(); i++) {
      float[] a = codes.row(i);
      List<Integer> on = IntStream.range(0, a.length).filter(j -> a[j] > 0).boxed().toList();
      active.add(on.size());
      counts.merge(on, 1, Integer::sum);
      if (!on.isEmpty()) {
        dimensions.add(participation(on.stream().mapToDouble(j -> a[j]).toArray()));
      }
    }
    Comparator<Population> largest = Comparator.comparingInt(p -> -p.images);
    List<Population> slices =
        counts.entrySet().stream()
            .map(e -> new Population(e.getKey(), e.getValue()))
            .sorted(largest.thenComparing(p -> p.units.toString()))
            .toList();
    double mean = dimensions.stream().mapToDouble(d -> d).average().orElse(0);
    return new SparseStructure(active, slices, mean);
  }

  private static double participation(double[] on) {
    double sum = DoubleStream.of(on).sum();
    return sum * sum / DoubleStream.of(on).map(a -> a * a).sum();
  }

  /** The middle number of units on, the upper one of two. */
  public int medianActive() {
    List<Integer> sorted = new ArrayList<>(active);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  /** How many images have 0, 1, 2, ... units on, up to the most that any has. */
  public List<Integer> histogram() {
    Map<Integer, Integer> counts = new TreeMap<>();
    active.forEach(n -> counts.merge(n, 1, Integer::sum));
    return IntStream.rangeClosed(0, Collections.max(active))
        .mapToObj(n -> counts.getOrDefault(n, 0))
        .toList();
  }
}
