package engram.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void aLimitIsMetByItself() {
    assertTrue(Verdict.atLeast("c", "", 0.5, 0.5).holds());
    assertTrue(Verdict.atMost("c", "", 0.5, 0.5).holds());
    assertTrue(Verdict.within("c", "", 2, 2, 4).holds());
    assertFalse(Verdict.atLeast("c", "", 0.49, 0.5).holds());
    assertFalse(Verdict.within("c", "", 5, 2, 4).holds());
    assertFalse(Verdict.below("c", "", "a", 1, "b", 1).holds());
  }

  @Test
  void whatIsNotANumberHoldsNothing() {
    assertFalse(Verdict.atLeast("c", "", Double.NaN, 0).holds());
    assertFalse(Verdict.atMost("c", "", Double.NaN, 0).holds());
    assertFalse(Verdict.below("c", "", "a", Double.NaN, "b", 1).holds());
  }

  @Test
  void valuesAreShownAsPeopleWriteThem() {
    Verdict v = Verdict.within("parameters", "about 90,000", 90_097, 81_000, 99_000);
    assertEquals("90097", v.ours());
    assertEquals("81000 to 99000", v.criterion());
    assertEquals("0.03891", Verdict.atMost("c", "", 0.038912, 0.04).ours());
  }

  @Test
  void anAnswerGivesPartsOfPartsAndSaysWhatIsMissing() {
    Answer answer =
        new Answer("engram x", Json.tree(Path.of("x"), "{\"test\":{\"a\":1.5},\"l\":[{\"b\":2}]}"));
    assertEquals(1.5, answer.number("test.a"));
    assertEquals(2, answer.list("l").get(0).number("b"));
    String said =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> answer.number("test.c")).getMessage());
    assertTrue(said.contains("engram x") && said.contains("test.c"), said);
  }
}
