package engram.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Json;
import engram.nn.Activation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecsTest {
  record Spec(
      @Range(min = 1, max = 100) List<Integer> widths,
      @Range(min = 1, max = Integer.MAX_VALUE) int latent,
      @Range(min = 0, max = 1) double learningRate,
      Activation activation,
      boolean tied) {
    Spec {
      widths = List.copyOf(widths);
      Range.Checks.check(Spec.class, widths, latent, learningRate, activation, tied);
    }
  }

  private static final Spec BASE = new Spec(List.of(8, 4), 2, 1e-3, Activation.LEAKY_RELU, false);

  private static String refusal(String name, String value) {
    EngramException e =
        assertThrows(EngramException.class, () -> Specs.with(BASE, Map.of(name, value)));
    assertEquals(Kind.USAGE, e.kind());
    return String.valueOf(e.getMessage());
  }

  @Test
  void textRoundTripsForEveryModelAndPreset() {
    for (Family family : Family.all()) {
      Record defaults = family.card().defaults();
      assertEquals(defaults, Specs.with(defaults, Specs.toMap(defaults)));
      family
          .card()
          .presets()
          .values()
          .forEach(preset -> assertEquals(preset, Specs.with(defaults, Specs.toMap(preset))));
    }
  }

  @Test
  void jsonRoundTripsForEveryModel() {
    for (Family family : Family.all()) {
      Record defaults = family.card().defaults();
      assertEquals(defaults, Json.fromTree(Path.of("x"), Json.tree(defaults), defaults.getClass()));
    }
  }

  @Test
  void everyKindOfValueRoundTrips() {
    Spec other = new Spec(List.of(1), 1_000_000, 0.1 + 0.2, Activation.ELU, true);
    assertEquals(other, Specs.with(BASE, Specs.toMap(other)));
    Spec empty = new Spec(List.of(), 7, Double.MIN_VALUE, Activation.LINEAR, false);
    assertEquals(empty, Specs.with(BASE, Specs.toMap(empty)));
  }

  @Test
  void whatIsNotNamedStays() {
    assertEquals(
        new Spec(List.of(8, 4), 3, 1e-3, Activation.LEAKY_RELU, false),
        Specs.with(BASE, Map.of("latent", "3")));
  }

  @Test
  void anUnknownNameGetsTheNearestOne() {
    String message = refusal("learning_rat", "1");
    assertTrue(message.contains("'learning_rat'"), message);
    assertTrue(message.contains("did you mean 'learning_rate'?"), message);
    assertTrue(refusal("learningRate", "1").contains("learning_rate"));
  }

  @Test
  void anUnknownConstantGetsTheNearestOne() {
    String message = refusal("activation", "leakyrelu");
    assertTrue(message.startsWith("activation must be one of [linear, "), message);
    assertTrue(message.contains("did you mean 'leaky_relu'?"), message);
  }

  @Test
  void numbersThatDoNotFitAreNamed() {
    assertEquals(
        "latent must be a whole number in [1, 2147483647], got '4294967296'",
        refusal("latent", "4294967296"));
    assertEquals("learning_rate must be in [0, 1], got NaN", refusal("learning_rate", "NaN"));
    assertEquals(
        "learning_rate must be in [0, 1], got Infinity", refusal("learning_rate", "1e400"));
    assertEquals("widths must be in [1, 100], got 0", refusal("widths", "8,0"));
    assertEquals("tied must be true or false, got 'yes'", refusal("tied", "yes"));
  }
}
