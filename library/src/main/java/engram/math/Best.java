package engram.math;

import java.util.Arrays;

/** The highest of many scores with their indices, and some more than asked for. */
final class Best {
  private static final int MORE = 8;

  private final int wanted;
  private final long[] keys;
  private int count;
  private float threshold = Float.NEGATIVE_INFINITY;

  /** Keeps at least the {@code wanted} highest. */
  Best(int wanted) {
    this.wanted = wanted + MORE;
    keys = new long[2 * this.wanted + MORE];
  }

  /** Offers {@code scores} of the indices from {@code first} on. */
  void offer(int first, float[] scores) {
    float least = threshold;
    for (int j = 0; j < scores.length; j++) {
      if (scores[j] > least) {
        least = add(first + j, scores[j]);
      }
    }
  }

  private float add(int index, float score) {
    keys[count++] = key(score) | index;
    if (count == keys.length) {
      shrink();
    }
    return threshold;
  }

  /** Ascending keys are descending scores, and ascending indices where these are equal. */
  private static long key(float score) {
    int bits = Float.floatToIntBits(score);
    int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
    return (long) ~ascending << 32;
  }

  private static float score(long key) {
    int ascending = ~(int) (key >> 32);
    return Float.intBitsToFloat(ascending ^ (ascending >> 31 & Integer.MAX_VALUE));
  }

  private void shrink() {
    select(wanted - 1);
    count = wanted;
    threshold = score(keys[wanted - 1]);
  }

  /** Puts the key of rank {@code rank} in its place and smaller ones before it (Hoare 1961). */
  private void select(int rank) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      long pivot = keys[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (keys[i] < pivot) {
          i++;
        }
        while (keys[j] > pivot) {
          j--;
        }
        if (i <= j) {
          long kept = keys[i];
          keys[i++] = keys[j];
          keys[j--] = kept;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  /** The highest score that any index left out may have; call {@link #indices} first. */
  float leftOut() {
    return threshold;
  }

  /** The indices of the highest scores; the caller owns the array. */
  long[] indices() {
    if (count > wanted) {
      shrink();
    }
    long[] indices = Arrays.copyOf(keys, count);
    for (int i = 0; i < count; i++) {
      indices[i] &= Integer.MAX_VALUE;
    }
    return indices;
  }
}
