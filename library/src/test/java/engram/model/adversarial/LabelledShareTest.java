package engram.model.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.base.Seed;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import org.junit.jupiter.api.Test;

class LabelledShareTest {
  @Test
  void aboutTheShareIsChosenAndAnImageIsChosenInEveryBatchAlike() {
    try (Scope s = new Scope()) {
      Engine.seed(new Seed(1));
      Tensor x = Tensors.uniform(Device.CPU, 4000, 1, 8, 8);
      Tensor chosen = LabelledShare.of(x, 0.1, Device.CPU);
      assertEquals(0.1, chosen.mean().item(), 0.02);
      assertEquals(1, LabelledShare.of(x, 1, Device.CPU).mean().item());
      assertArrayEquals(
          Host.floats(chosen.narrow(0, 100, 50)),
          Host.floats(LabelledShare.of(x.narrow(0, 100, 50), 0.1, Device.CPU)));
    }
  }
}
