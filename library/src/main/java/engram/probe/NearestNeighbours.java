package engram.probe;

import engram.base.Check;
import engram.math.Matrix;
import engram.math.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The class that most of the {@code k} nearest examples have, by Euclidean distance; of classes
 * with as many, that of the nearest. Of examples at one distance the first counts as nearer.
 *
 * @param k neighbours that vote
 * @param scaling of the columns
 */
public record NearestNeighbours(int k, Scaling scaling) implements Probe {
  private static final int QUERIES = 64;

  public NearestNeighbours {
    Check.atLeast("k", k, 1);
  }

  /** Five neighbours by the distances between the codes as they are. */
  public static NearestNeighbours defaults() {
    return new NearestNeighbours(5, Scaling.NONE);
  }

  /** The same, or all {@code examples} if they are fewer. */
  public static NearestNeighbours defaultsFor(Examples examples) {
    NearestNeighbours usual = defaults();
    return new NearestNeighbours(Math.min(usual.k, examples.size()), usual.scaling);
  }

  @Override
  public Fitted fit(Examples examples, int threads) {
    Check.require(
        k <= examples.size(),
        "k must be at most the number of examples, " + examples.size() + ", got " + k);
    Standardiser standardiser = Standardiser.of(scaling, examples.codes());
    float[][] rows = standardiser.scaledRows(examples.codes(), IntStream.range(0, examples.size()));
    Distances distances = new Distances(rows);
    return x -> predict(new Model(examples, standardiser, distances), x, threads);
  }

  private record Model(Examples examples, Standardiser standardiser, Distances distances) {}

  private int[] predict(Model model, Matrix x, int threads) {
    model.standardiser.requireFit(x);
    int[] read = new int[x.rows()];
    Workers.forEachStretch(
        threads,
        x.rows(),
        QUERIES,
        (from, to) -> {
          Nearest[] nearest =
              nearest(model, model.standardiser.scaledRows(x, IntStream.range(from, to)));
          for (int i = from; i < to; i++) {
            read[i] = nearest[i - from].vote(model.examples);
          }
        });
    return read;
  }

  private Nearest[] nearest(Model model, float[][] queries) {
    Nearest[] nearest =
        IntStream.range(0, queries.length).mapToObj(q -> new Nearest(k)).toArray(Nearest[]::new);
    float[][] squared = new float[queries.length][Distances.BLOCK];
    for (int block = 0; block < model.distances.blocks(); block++) {
      model.distances.squared(queries, block, squared);
      for (int q = 0; q < queries.length; q++) {
        nearest[q].see(squared[q], model.distances.size(block), block * Distances.BLOCK);
      }
    }
    return nearest;
  }

  /** The nearest examples seen so far, nearest first. */
  private static final class Nearest {
    private final float[] distance;
    private final int[] example;

    Nearest(int k) {
      distance = new float[k];
      example = new int[k];
      Arrays.fill(distance, Float.POSITIVE_INFINITY);
    }

    void see(float[] distances, int n, int first) {
      for (int b = 0; b < n; b++) {
        if (distances[b] < distance[distance.length - 1]) {
          insert(distances[b], first + b);
        }
      }
    }

    private void insert(float d, int i) {
      int at = distance.length - 1;
      for (; at > 0 && d < distance[at - 1]; at--) {
        distance[at] = distance[at - 1];
        example[at] = example[at - 1];
      }
      distance[at] = d;
      example[at] = i;
    }

    int vote(Examples examples) {
      int[] classes = examples.classes();
      int[] votes = new int[classes.length];
      int most = 0;
      for (int i : example) {
        most = Math.max(most, ++votes[examples.truth(i)]);
      }
      int wanted = most;
      return Arrays.stream(example)
          .map(examples::truth)
          .filter(c -> votes[c] == wanted)
          .map(c -> classes[c])
          .findFirst()
          .orElseThrow();
    }
  }
}
