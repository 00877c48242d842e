package engram.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedTest {
  private final Seed root = new Seed(7);

  @Test
  void theSamePathYieldsTheSameStream() {
    assertEquals(
        root.child("a").child(3).random().nextLong(),
        new Seed(7).child("a").child(3).random().nextLong());
  }

  @Test
  void differentPathsDiffer() {
    Set<Long> values = new HashSet<>();
    LongStream.range(0, 1000).forEach(i -> values.add(root.child(i).value()));
    IntStream.range(0, 1000).forEach(i -> values.add(root.child("n" + i).value()));
    assertEquals(2000, values.size());
    assertNotEquals(root.child("ab").child("c"), root.child("a").child("bc"));
  }

  @Test
  void aPermutationHoldsEachNumberOnce() {
    int[] order = root.permutation(1000);
    assertNotEquals(0, Arrays.mismatch(order, IntStream.range(0, 1000).toArray()) + 1);
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), order);
  }
}
