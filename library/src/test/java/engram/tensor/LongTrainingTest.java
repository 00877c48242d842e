package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import engram.tensor.LongTraining.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training costs in memory and time over many steps. */
class LongTrainingTest {
  private static final long MEGABYTES = 40;
  private final Child child;

  LongTrainingTest(@TempDir Path folder) {
    child = new Child(LongTraining.class, folder.resolve("said"));
  }

  @BeforeEach
  void onLinux() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "memory is read from /proc");
  }

  private Cost cost(int hidden, int batch, int warmUp, int steps) throws Exception {
    return Cost.parse(child.run(hidden, batch, warmUp, steps));
  }

  private static void assertSteady(Cost cost) {
    assertEquals(0, cost.liveSpread(), "tensors alive between steps");
    assertTrue(cost.megabytes() < MEGABYTES, "resident memory grew by " + cost.megabytes() + " MB");
  }

  @Test
  void twoThousandStepsLeaveNothingBehind() throws Exception {
    assertSteady(cost(32, 20, 300, 2_000));
  }

  @Tag("slow")
  @Test
  void twentyThousandStepsLeaveNothingBehind() throws Exception {
    assertSteady(cost(32, 20, 2_000, 20_000));
  }

  @Tag("slow")
  @Test
  void aBusyNeighbourSlowsTrainingAtMostTwoAndAHalfTimes() throws Exception {
    double alone = 0;
    double beside = 0;
    for (int i = 0; i < 3; i++) {
      alone = Math.max(alone, cost(500, 100, 50, 300).stepsPerSecond());
      beside = Math.max(beside, besideABusyProcess());
    }
    assertTrue(alone / beside <= 2.5, alone + " steps per second alone, " + beside + " beside");
  }

  private double besideABusyProcess() throws Exception {
    Process busy = busy();
    try {
      return cost(500, 100, 50, 300).stepsPerSecond();
    } finally {
      busy.destroyForcibly();
    }
  }

  private static Process busy() throws IOException {
    return new ProcessBuilder("sh", "-c", "while :; do :; done").start();
  }

  @Tag("slow")
  @Test
  void bf16EndsWithinOnePercentOfTheLossInFullPrecision() {
    assumeTrue(Engine.hasBf16(), "this processor has no bf16");
    Engine.precision(Precision.FP32, Device.CPU);
    double exact = LongTraining.of(500, 100, 900, 100).loss();
    Engine.precision(Precision.BF16, Device.CPU);
    double rounded = LongTraining.of(500, 100, 900, 100).loss();
    Engine.precision(Precision.FP32, Device.CPU);
    assertEquals(exact, rounded, 0.01 * exact);
  }
}
