package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void aClosedScopeLeavesNothingAliveButWhatWasKept() {
    try (Scope outer = new Scope()) {
      long before = Tensor.live();
      Tensor kept;
      try (Scope inner = new Scope()) {
        Tensor a = Tensors.ones(Device.CPU, 3);
        kept = inner.keep(a.plus(1).times(2));
      }
      assertEquals(before + 1, Tensor.live());
      assertArrayEquals(new float[] {4, 4, 4}, Host.floats(kept));
    }
    assertEquals(0, Tensor.live());
  }

  @Test
  void aTensorIsUnusableOnceItsScopeIsClosed() {
    Tensor leaked;
    try (Scope s = new Scope()) {
      leaked = Tensors.ones(Device.CPU, 3);
    }
    assertThrows(IllegalStateException.class, () -> leaked.plus(1));
  }

  @Test
  void withoutAScopeNothingIsMade() {
    assertThrows(IllegalStateException.class, () -> Tensors.ones(Device.CPU, 3));
  }

  @Test
  void scopesCloseInnermostFirst() {
    try (Scope outer = new Scope()) {
      try (Scope inner = new Scope()) {
        assertThrows(IllegalStateException.class, outer::close);
      }
    }
  }
}
