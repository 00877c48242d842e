package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.tensor.Waits.Usage;
import org.junit.jupiter.api.Test;

/** What the system's counters of processor time say about the neighbours. */
class WaitsTest {
  private static Usage usage(long user, long idle, long own) {
    String machine =
        "cpu  %d 0 0 %d 0 0 0 40 0 0\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n".formatted(user, idle);
    String self = "17 (a (b) c) R 1 1 1 0 -1 4194560 1 0 0 0 %d 0 0 0 20".formatted(own);
    return Usage.of(machine, self);
  }

  private static double others(long user, long idle, long own) {
    return usage(1000 + user, 500 + idle, 70 + own).othersSince(usage(1000, 500, 70));
  }

  @Test
  void coresAreCounted() {
    assertEquals(2, usage(0, 0, 0).cores());
  }

  @Test
  void ownTimeIsNotANeighbours() {
    assertEquals(0, others(100, 0, 100), 1e-12);
    assertEquals(0, others(40, 60, 40), 1e-12);
  }

  @Test
  void theNeighboursShareIsInCores() {
    assertEquals(1, others(50, 50, 0), 1e-12);
    assertEquals(1, others(100, 0, 50), 1e-12);
    assertEquals(2, others(100, 0, 0), 1e-12);
  }

  @Test
  void countersThatDoNotMoveOrDisagreeAreNoNeighbour() {
    assertEquals(0, others(0, 0, 0), 1e-12);
    assertEquals(0, others(10, 90, 12), 1e-12);
  }
}
