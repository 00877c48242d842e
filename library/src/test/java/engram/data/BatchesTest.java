package engram.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final Seed SEED = new Seed(3);

  private static DataSet data(int n) {
    byte[] bytes = new byte[n * 6];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(bytes, i * 6, i * 6 + 6, (byte) i);
      labels[i] = i % 4;
    }
    return DataSet.of(
        "test", ImageShape.grey(2, 3), new HeapPixels(6, bytes), Labels.numbered(labels), null);
  }

  private static int[] epoch(Batches batches, int epoch) {
    return IntStream.range(0, batches.stepsPerEpoch())
        .flatMap(step -> Arrays.stream(batches.indices(epoch, step)))
        .toArray();
  }

  @Test
  void anEpochSeesEachImageOnce() {
    int[] seen = epoch(Batches.of(data(103), 10, SEED), 5);
    Arrays.sort(seen);
    assertArrayEquals(IntStream.range(0, 103).toArray(), seen);
  }

  @Test
  void theOrderDependsOnSeedAndEpochOnly() {
    Batches batches = Batches.of(data(100), 10, SEED);
    int[] first = epoch(batches, 0);
    assertFalse(Arrays.equals(first, epoch(batches, 1)));
    assertArrayEquals(first, epoch(Batches.of(data(100), 7, SEED), 0));
    assertFalse(Arrays.equals(first, epoch(Batches.of(data(100), 10, new Seed(4)), 0)));
  }

  @Test
  void aShortLastBatchIsKeptOrDropped() {
    Batches kept = Batches.of(data(25), 10, SEED);
    assertEquals(3, kept.stepsPerEpoch());
    assertEquals(5, kept.indices(0, 2).length);
    Batches dropped = Batches.of(data(25), 10, SEED, Batches.Last.DROPPED);
    assertEquals(2, dropped.stepsPerEpoch());
    assertThrows(IllegalArgumentException.class, () -> dropped.indices(0, 2));
  }

  @Test
  void aBatchHoldsTheImagesAndLabelsOfItsIndices() {
    Batches batches = Batches.of(data(25), 10, SEED);
    Batch batch = batches.newBatch();
    for (int step = 0; step < 3; step++) {
      batches.fill(batch, 1, step);
      int[] indices = batches.indices(1, step);
      assertEquals(indices.length, batch.size());
      assertEquals(indices.length * 6, batch.images().remaining());
      for (int i = 0; i < indices.length; i++) {
        assertEquals(indices[i], batch.images().get(i * 6 + 5));
        assertEquals(indices[i] % 4, batch.labels().get(i));
      }
    }
    assertTrue(batch.images().isDirect());
  }
}
