package engram.model.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatentPriorTest {
  private static final int N = 4000;

  private Scope scope;

  @BeforeEach
  void open() {
    scope = new Scope();
    Engine.seed(new Seed(1));
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource
  void itDrawsAnyNumberOfUnits(LatentPrior prior) {
    for (int units : new int[] {1, 2, 5, 8}) {
      assertEquals(List.of(7L, (long) units), prior.draw(Device.CPU, 7, units, 10).shape());
    }
  }

  @Test
  void theNormalHasMeanZeroAndVarianceOneWhateverTheClass() {
    Tensor z = LatentPrior.NORMAL.drawFor(labels(3), 2, 10);
    assertEquals(0, z.mean().item(), 0.05);
    assertEquals(1, z.square().mean().item(), 0.05);
  }

  @Test
  void aPetalLiesAtItsClassesAngle() {
    for (int c = 0; c < 10; c++) {
      float[] mean = Host.floats(LatentPrior.MIXTURE.drawFor(labels(c), 2, 10).mean(0));
      double angle = 2 * Math.PI * c / 10;
      double[] expected = {1.4 * Math.cos(angle), 1.4 * Math.sin(angle)};
      assertArrayEquals(expected, new double[] {mean[0], mean[1]}, 0.06, "class " + c);
    }
  }

  @Test
  void aPetalIsHalfLongAndATenthWide() {
    Tensor z = LatentPrior.MIXTURE.drawFor(labels(0), 2, 10);
    float[] variance = Host.floats(z.minus(z.mean(0)).square().mean(0));
    assertEquals(0.5, Math.sqrt(variance[0]), 0.04);
    assertEquals(0.1, Math.sqrt(variance[1]), 0.01);
  }

  @Test
  void theRollIsWoundOutwardsByClass() {
    double before = 0;
    for (int c = 0; c < 10; c++) {
      Tensor z = LatentPrior.SWISS_ROLL.drawFor(labels(c), 2, 10);
      double radius = z.square().sum(1).sqrt().mean().item();
      assertEquals(3 * Math.sqrt((c + 0.5) / 10), radius, 0.08, "class " + c);
      assertTrue(radius > before);
      before = radius;
    }
  }

  private static Tensor labels(int c) {
    int[] labels = new int[N];
    Arrays.fill(labels, c);
    return Host.upload(labels, Device.CPU);
  }
}
