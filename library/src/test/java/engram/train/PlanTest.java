package engram.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.model.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PlanTest {
  private static void refuses(String name, Executable plan) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, plan);
    assertTrue(String.valueOf(e.getMessage()).startsWith(name + " "), e.getMessage());
  }

  private static Plan of(int epochs, long steps, int batch, double validation) {
    return new Plan(epochs, steps, batch, 1, 0, Schedule.CONSTANT, validation, 30);
  }

  @Test
  void whatIsOutOfRangeIsRefusedByName() {
    refuses("epochs", () -> of(0, 0, 1, 0));
    refuses("steps", () -> of(1, -1, 1, 0));
    refuses("batch", () -> of(1, 0, 0, 0));
    refuses("batch", () -> of(1, 0, (1 << 20) + 1, 0));
    refuses("validation", () -> of(1, 0, 1, 0.51));
    refuses("validation", () -> of(1, 0, 1, Double.NaN));
    refuses("patience", () -> new Plan(1, 0, 1, 1, -1, Schedule.STEP, 0.1, 30));
    refuses("patience", () -> new Plan(1, 0, 1, 1, 1, Schedule.STEP, 0, 30));
    refuses("checkpoint_seconds", () -> new Plan(1, 0, 1, 1, 0, Schedule.STEP, 0, -1));
  }

  @Test
  void stepsWinOverEpochs() {
    assertEquals(12, of(3, 0, 1, 0).totalSteps(4));
    assertEquals(5, of(3, 5, 1, 0).totalSteps(4));
    assertEquals(
        4_611_686_014_132_420_609L, of(Integer.MAX_VALUE, 0, 1, 0).totalSteps(Integer.MAX_VALUE));
  }

  @Test
  void schedulesHaveTheirClosedForms() {
    for (long step = 0; step < 1000; step++) {
      double t = step / 1000.0;
      assertEquals(1, Schedule.CONSTANT.factor(step, 1000));
      assertEquals(1 - t, Schedule.LINEAR.factor(step, 1000), 1e-12);
      double cosine = Math.cos(Math.PI * t / 2);
      assertEquals(cosine * cosine, Schedule.COSINE.factor(step, 1000), 1e-12);
      double tenths = step < 500 ? 1 : step < 750 ? 0.1 : 0.01;
      assertEquals(tenths, Schedule.STEP.factor(step, 1000));
    }
  }
}
