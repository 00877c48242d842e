package engram.data;

import engram.base.Check;
import engram.base.Seed;
import java.util.Arrays;

/**
 * The order in which training sees a data set: every epoch a new permutation that depends on seed
 * and epoch alone, cut into batches. Safe to use from several threads.
 */
public final class Batches {
  /** What becomes of the last batch of an epoch when it is not full. */
  public enum Last {
    KEPT,
    DROPPED
  }

  private final DataSet data;
  private final int batchSize;
  private final Last last;
  private final Seed seed;
  private volatile Order current;

  private static final class Order {
    private final int epoch;
    private final int[] indices;

    Order(int epoch, int[] indices) {
      this.epoch = epoch;
      this.indices = indices;
    }
  }

  private Batches(DataSet data, int batchSize, Seed seed, Last last) {
    this.data = data;
    this.batchSize = Check.atLeast("batch size", batchSize, 1);
    this.last = last;
    this.seed = seed.child("shuffle");
    this.current = order(0);
    Check.require(
        stepsPerEpoch() > 0,
        data.name()
            + ": a batch of "
            + batchSize
            + " is larger than the "
            + data.size()
            + " images and the last batch is dropped");
  }

  /** Batches of {@code batchSize} images; a short last batch is kept. */
  public static Batches of(DataSet data, int batchSize, Seed seed) {
    return new Batches(data, batchSize, seed, Last.KEPT);
  }

  /** Batches of {@code batchSize} images; {@code last} says what becomes of a short last one. */
  public static Batches of(DataSet data, int batchSize, Seed seed, Last last) {
    return new Batches(data, batchSize, seed, last);
  }

  /** Number of batches in an epoch. */
  public int stepsPerEpoch() {
    int n = data.size();
    return last == Last.KEPT ? (int) (((long) n + batchSize - 1) / batchSize) : n / batchSize;
  }

  /** Numbers of the images of step {@code step} of epoch {@code epoch}, both from 0. */
  public int[] indices(int epoch, int step) {
    return Arrays.copyOfRange(epoch(epoch), from(step), to(step));
  }

  /** A batch with room for any step of these. */
  public Batch newBatch() {
    return new Batch(data, Math.min(batchSize, data.size()));
  }

  /** Fills {@code batch} with step {@code step} of epoch {@code epoch}, both from 0. */
  public void fill(Batch batch, int epoch, int step) {
    batch.fill(epoch(epoch), from(step), to(step));
  }

  private int from(int step) {
    if (step < 0 || step >= stepsPerEpoch()) {
      Check.require(false, "step must be in [0, " + (stepsPerEpoch() - 1) + "], got " + step);
    }
    return step * batchSize;
  }

  private int to(int step) {
    return (int) Math.min(data.size(), (step + 1L) * batchSize);
  }

  private int[] epoch(int epoch) {
    Order order = current;
    if (order.epoch != epoch) {
      order = order(epoch);
      current = order;
    }
    return order.indices;
  }

  private Order order(int epoch) {
    return new Order(epoch, seed.child(epoch).permutation(data.size()));
  }
}
