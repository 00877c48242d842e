package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
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

  @Test
  void aClosedTensorIsRefusedAsItselfAndAsAnArgument() {
    try (Scope outer = new Scope()) {
      Tensor open = Tensors.ones(Device.CPU, 3);
      Tensor closed;
      try (Scope inner = new Scope()) {
        closed = Tensors.ones(Device.CPU, 3);
      }
      assertThrows(IllegalStateException.class, () -> closed.plus(1));
      assertThrows(IllegalStateException.class, () -> open.plus(closed));
      assertThrows(IllegalStateException.class, () -> open.sum().gradients(List.of(closed)));
      assertThrows(IllegalStateException.class, closed::shape);
      assertThrows(IllegalStateException.class, closed::item);
      assertThrows(IllegalStateException.class, () -> Host.floats(closed));
      assertEquals("Tensor(closed)", closed.toString());
    }
  }

  @Test
  void onlyAScopesOwnTensorsAreKeptAndOnce() {
    try (Scope outer = new Scope()) {
      Tensor old = Tensors.ones(Device.CPU, 3);
      assertThrows(IllegalStateException.class, () -> outer.keep(old));
      try (Scope inner = new Scope()) {
        assertThrows(IllegalArgumentException.class, () -> inner.keep(old));
        Tensor mine = inner.keep(Tensors.ones(Device.CPU, 3));
        assertThrows(IllegalArgumentException.class, () -> inner.keep(mine));
      }
    }
  }

  @Test
  void whatHasAGradientToComeIsNotKept() {
    try (Scope outer = new Scope()) {
      Tensor w = new Parameters().add("w", Tensors.ones(Device.CPU, 2, 2));
      try (Scope inner = new Scope()) {
        Tensor y = Tensors.linear(Tensors.ones(Device.CPU, 1, 2), w, Tensors.zeros(Device.CPU, 2));
        assertThrows(IllegalStateException.class, () -> inner.keep(y));
        assertThrows(IllegalStateException.class, () -> inner.keep(y.exp()));
        assertEquals(4, inner.keep(y.detach()).sum().item());
      }
    }
  }

  @Test
  void whatIsKeptTwoScopesOutSurvivesBoth() {
    try (Scope outer = new Scope()) {
      Tensor kept;
      try (Scope middle = new Scope()) {
        try (Scope inner = new Scope()) {
          kept = middle.keep(inner.keep(Tensors.ones(Device.CPU, 1000).times(2)));
        }
      }
      churn();
      assertEquals(2000, kept.sum().item());
    }
  }

  /** Makes and frees tensors of the same size, which would take the place of a freed one. */
  private static void churn() {
    for (int i = 0; i < 100; i++) {
      try (Scope s = new Scope()) {
        assertEquals(5000, Tensors.ones(Device.CPU, 1000).times(5).sum().item());
      }
    }
  }

  @Test
  void aFailureInsideAScopeFreesWhatWasMade() {
    try (Scope outer = new Scope()) {
      long before = Tensor.live();
      assertThrows(TensorException.class, ScopeTest::fail);
      assertEquals(before, Tensor.live());
      assertEquals(3, Tensors.ones(Device.CPU, 3).sum().item());
    }
  }

  private static void fail() {
    try (Scope inner = new Scope()) {
      Tensors.ones(Device.CPU, 3).plus(Tensors.ones(Device.CPU, 2));
    }
  }

  @Test
  void scopesBelongToTheirThread() throws InterruptedException {
    List<Throwable> thrown = new ArrayList<>();
    try (Scope outer = new Scope()) {
      Thread other = new Thread(outer::close);
      other.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
      other.start();
      other.join();
      assertEquals(IllegalStateException.class, thrown.get(0).getClass());
      assertEquals(3, Tensors.ones(Device.CPU, 3).sum().item());
    }
  }

  @Test
  void closingTwiceIsHarmless() {
    Scope scope = new Scope();
    scope.close();
    scope.close();
    assertEquals(0, Tensor.live());
  }
}
