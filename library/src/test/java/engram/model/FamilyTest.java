package engram.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.model.Family.Card;
import engram.model.Family.Preset;
import engram.model.Family.Training;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FamilyTest {
  private static final Training USUAL = new Training(20, 100, 0, Schedule.COSINE);
  private static final Training LONG = new Training(100, 100, 0, Schedule.COSINE);

  private record Knob(int value) {}

  private static Card card(Map<String, Training> own) {
    Map<String, Knob> presets = Map.of("plain", new Knob(1), "patient", new Knob(2));
    return new Card("m", "a model", Model.class, new Knob(0), presets, USUAL, own);
  }

  @Test
  void aPresetIsTrainedAsTheDefaultsAreUnlessItHasItsOwn() {
    Card card = card(Map.of("patient", LONG));
    assertEquals(new Preset(new Knob(0), USUAL), card.choose(Optional.empty()));
    assertEquals(new Preset(new Knob(1), USUAL), card.choose(Optional.of("plain")));
    assertEquals(new Preset(new Knob(2), LONG), card.choose(Optional.of("patient")));
  }

  @Test
  void anUnknownPresetGetsTheNearestOne() {
    EngramException e =
        assertThrows(EngramException.class, () -> card(Map.of()).choose(Optional.of("patent")));
    assertEquals(Kind.USAGE, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("patient"), e.getMessage());
  }

  @Test
  void trainingOfNoPresetIsNotTaken() {
    assertThrows(IllegalArgumentException.class, () -> card(Map.of("patent", LONG)));
  }
}
