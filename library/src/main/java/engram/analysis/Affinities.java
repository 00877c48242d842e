package engram.analysis;

import engram.math.Neighbours;
import engram.math.Workers;
import java.util.Arrays;

/**
 * How near points are to each other, both ways, as a sparse matrix that sums to 1.
 *
 * <pre>
 * p_ij = (p_j|i + p_i|j) / 2n
 * </pre>
 */
final class Affinities {
  private static final int BLOCK = 256;

  private final int n;
  private final int[] start;
  private final int[] others;
  private final float[] values;

  private Affinities(int n, int[] start) {
    this.n = n;
    this.start = start;
    others = new int[start[n]];
    values = new float[start[n]];
  }

  /** The affinities of points with these neighbours and their probabilities {@code [n * k]}. */
  static Affinities of(Neighbours near, float[] probabilities, Workers workers) {
    int n = near.size();
    Links links = new Links(near, probabilities);
    int[] start = new int[n + 1];
    workers.eachStretch(n, BLOCK, (from, to) -> links.count(from, to, start));
    Arrays.parallelPrefix(start, Integer::sum);
    Affinities all = new Affinities(n, start);
    workers.eachStretch(n, BLOCK, (from, to) -> links.fill(from, to, all));
    return all;
  }

  /** Number of points. */
  int size() {
    return n;
  }

  /** Where the others of point {@code i} begin; those of the last end at {@code start(size())}. */
  int start(int i) {
    return start[i];
  }

  /** The other point of entry {@code e}. */
  int other(int e) {
    return others[e];
  }

  /** The affinity of entry {@code e}. */
  float value(int e) {
    return values[e];
  }

  /** Who names whom as a neighbour, in both directions. */
  private static final class Links {
    private final Neighbours near;
    private final float[] probabilities;
    private final int[] heads;
    private final int[] sources;

    Links(Neighbours near, float[] probabilities) {
      this.near = near;
      this.probabilities = probabilities;
      int n = near.size();
      heads = new int[n + 1];
      sources = new int[probabilities.length];
      for (int i = 0; i < n; i++) {
        for (int r = 0; r < near.k(); r++) {
          heads[near.index(i, r) + 1]++;
        }
      }
      for (int i = 0; i < n; i++) {
        heads[i + 1] += heads[i];
      }
      int[] next = heads.clone();
      for (int e = 0; e < sources.length; e++) {
        sources[next[near.index(e / near.k(), e % near.k())]++] = e;
      }
    }

    void count(int from, int to, int[] start) {
      for (int i = from; i < to; i++) {
        start[i + 1] = merge(i, out(i), (count, other, value) -> {});
      }
    }

    void fill(int from, int to, Affinities all) {
      float scale = 0.5f / near.size();
      for (int i = from; i < to; i++) {
        int first = all.start[i];
        merge(
            i,
            out(i),
            (count, other, value) -> {
              all.others[first + count] = other;
              all.values[first + count] = scale * value;
            });
      }
    }

    /** The neighbours of {@code i} in the order of their indices, each with its rank below it. */
    private long[] out(int i) {
      long[] keys = new long[near.k()];
      for (int r = 0; r < keys.length; r++) {
        keys[r] = (long) near.index(i, r) << 32 | r;
      }
      Arrays.sort(keys);
      return keys;
    }

    private interface Entry {
      void accept(int count, int other, float value);
    }

    private int merge(int i, long[] out, Entry entry) {
      int count = 0;
      int in = heads[i];
      for (int o = 0; o < out.length || in < heads[i + 1]; count++) {
        int there = o < out.length ? (int) (out[o] >> 32) : Integer.MAX_VALUE;
        int back = in < heads[i + 1] ? sources[in] / near.k() : Integer.MAX_VALUE;
        float value = 0;
        if (there <= back) {
          value += probabilities[i * near.k() + (int) out[o++]];
        }
        if (back <= there) {
          value += probabilities[sources[in++]];
        }
        entry.accept(count, Math.min(there, back), value);
      }
      return count;
    }
  }
}
