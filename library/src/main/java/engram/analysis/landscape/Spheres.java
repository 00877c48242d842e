package engram.analysis.landscape;

import engram.analysis.Confusion;
import engram.base.Check;
import engram.base.Seed;
import engram.math.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random codes on spheres of growing radius around the centres of a landscape, within their slices.
 *
 * <p>An activation cannot be below 0: a step that would lead there goes the other way, so that the
 * place stays on its sphere.
 *
 * <p>Dolgikh 2022, section 3.2.
 *
 * @param clusters numbers of the clusters whose centres are left, at least one
 * @param radii in shares of the centre's distance from the code of zeros, 0 or more: at 1 the
 *     sphere goes through it
 * @param positions codes on each sphere, 1 or more
 */
public record Spheres(
    Landscape landscape, List<Integer> clusters, List<Double> radii, int positions, Seed seed) {
  public Spheres {
    clusters = List.copyOf(clusters);
    radii = List.copyOf(radii);
    Check.atLeast("clusters", clusters.size(), 1);
    Check.atLeast("positions", positions, 1);
    Check.require(!radii.isEmpty(), "spheres need at least one radius");
    radii.forEach(r -> Check.within("radius", r, 0, 1e6));
  }

  /** The codes {@code [clusters * radii * positions, latent]}, in this order. */
  public Matrix codes() {
    List<List<Double>> places = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int c : clusters) {
      SplittableRandom random = seed.child("spheres").child(c).random();
      for (double radius : radii) {
        for (int p = 0; p < positions; p++) {
          places.add(onSphere(landscape.clusters().get(c).centre(), radius, random));
          owners.add(c);
        }
      }
    }
    return landscape.placed(owners, places::get);
  }

  private static List<Double> onSphere(List<Double> centre, double share, SplittableRandom random) {
    double radius = share * Math.sqrt(centre.stream().mapToDouble(v -> v * v).sum());
    double[] way = new double[Landscape.ORDER];
    double length = 0;
    while (length == 0) {
      for (int j = 0; j < way.length; j++) {
        way[j] = random.nextGaussian();
      }
      length = Math.sqrt(IntStream.range(0, way.length).mapToDouble(j -> way[j] * way[j]).sum());
    }
    List<Double> place = new ArrayList<>();
    for (int j = 0; j < way.length; j++) {
      double step = radius * way[j] / length;
      double there = centre.get(j) + step;
      place.add(there < 0 ? centre.get(j) - step : there);
    }
    return place;
  }

  /**
   * For each radius the share of the codes that are read as their centre is.
   *
   * @param ofCentres class probabilities of all decoded centres of the landscape
   * @param ofCodes class probabilities of the decoded {@link #codes}
   */
  public List<Double> kept(Matrix ofCentres, Matrix ofCodes) {
    int perCentre = radii.size() * positions;
    double[] kept = new double[radii.size()];
    for (int i = 0; i < ofCodes.rows(); i++) {
      int owner = Confusion.mostProbable(ofCentres, clusters.get(i / perCentre));
      kept[i % perCentre / positions] += Confusion.mostProbable(ofCodes, i) == owner ? 1 : 0;
    }
    double all = (double) clusters.size() * positions;
    return IntStream.range(0, kept.length).mapToObj(r -> kept[r] / all).toList();
  }
}
