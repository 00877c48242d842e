package engram.model.shared;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import engram.data.DataSet;
import engram.model.Family;
import engram.model.Model;
import engram.model.Small;
import engram.model.Specs;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedAutoencoderTest {
  private static final Family SHARED = Family.named("shared-ae");
  private static final DataSet DIGITS = Small.digits(48);

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  private static float[] first(String alignment, String layer) {
    Record spec = Specs.with(Small.spec(SHARED), Map.of("alignment", alignment));
    try (Scope s = new Scope()) {
      Model model = Small.model(SHARED, spec, DIGITS, Small.SEED);
      return Host.floats(requireNonNull(model.parameters().byName().get(layer)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.class%d.1.w", "decoder.class%d.1.w"})
  void ownLayersStartAlikeUnlessTheClassesAreOnlyPooled(String layer) {
    for (String alignment : new String[] {"shared_layers", "moments", "adversarial"}) {
      assertArrayEquals(first(alignment, layer.formatted(0)), first(alignment, layer.formatted(1)));
    }
    assertFalse(
        Arrays.equals(first("none", layer.formatted(0)), first("none", layer.formatted(1))));
  }
}
