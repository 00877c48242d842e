package engram.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.EngramException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hyperparameter of every model has a range, keeps to it, and matters. */
class HyperparametersTest {
  /** One hyperparameter of one family. */
  record Knob(Family family, String name) {
    Class<?> type() {
      return Small.component(family.card().defaults(), name).getType();
    }

    Range range() {
      return Small.component(family.card().defaults(), name).getAnnotation(Range.class);
    }

    boolean isNumber() {
      return type() == int.class || type() == double.class || type() == List.class;
    }

    @Override
    public String toString() {
      return family.name() + " " + name;
    }
  }

  static Stream<Knob> knobs() {
    return Family.all().stream()
        .flatMap(
            f -> Specs.toMap(f.card().defaults()).keySet().stream().map(name -> new Knob(f, name)));
  }

  static Stream<Knob> numbers() {
    return knobs().filter(Knob::isNumber);
  }

  @ParameterizedTest
  @MethodSource("knobs")
  void changingItChangesTheTrainedWeights(Knob knob) {
    boolean matters =
        Stream.concat(
                Stream.of(knob.family.card().defaults()),
                knob.family.card().presets().values().stream())
            .anyMatch(spec -> matters(knob, Small.shrunk(spec)));
    assertTrue(matters, () -> knob + " changes nothing, neither in the defaults nor in a preset");
  }

  private static boolean matters(Knob knob, Record base) {
    Record changed = Specs.with(base, Map.of(knob.name, another(knob, base)));
    assertNotEquals(base, changed);
    return !ModelContractTest.afterThreeSteps(knob.family, base, 1)
        .equals(ModelContractTest.afterThreeSteps(knob.family, changed, 1));
  }

  private static String another(Knob knob, Record base) {
    String now = Specs.toMap(base).get(knob.name);
    Class<?> type = knob.type();
    if (type == int.class) {
      return Integer.toString(Integer.parseInt(now) + 1);
    }
    if (type == double.class) {
      return Double.toString(anotherNumber(Double.parseDouble(now), knob.range()));
    }
    if (type == List.class) {
      return now + ",11";
    }
    return Stream.of(type == boolean.class ? new Object[] {true, false} : type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
        .filter(constant -> !constant.equals(now))
        .findFirst()
        .orElseThrow();
  }

  private static double anotherNumber(double now, Range range) {
    if (now == 0) {
      return Math.min(range.max(), 0.5);
    }
    return now * 10 <= range.max() ? now * 10 : now / 10;
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void itRefusesWhatIsOutsideItsRangeByName(Knob knob) {
    Record base = knob.family.card().defaults();
    for (String bad : outside(knob)) {
      EngramException e =
          assertThrows(EngramException.class, () -> Specs.with(base, Map.of(knob.name, bad)), bad);
      assertEquals(Kind.USAGE, e.kind());
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith(knob.name + " must be "), message);
      assertEquals(1, message.lines().count(), message);
    }
  }

  private static List<String> outside(Knob knob) {
    List<String> bad = new ArrayList<>(List.of("", "NaN", "1e400", "-1e400", "x", "1 2", "0x"));
    Range range = knob.range();
    boolean whole = knob.type() != double.class;
    bad.add(whole ? Check.number(range.min() - 1) : Double.toString(Math.nextDown(range.min())));
    bad.add(whole ? Check.number(range.max() + 1) : Double.toString(Math.nextUp(range.max())));
    if (whole) {
      bad.addAll(List.of("4294967296", "4294967297", "1.5", "1e2", " 3", "3 "));
    }
    if (knob.type() == List.class) {
      bad.remove("");
      bad.addAll(List.of("12,,12", ",", "12,0", "12;12"));
    }
    return bad;
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void itTakesBothEndsOfItsRange(Knob knob) {
    Record base = knob.family.card().defaults();
    for (double end : new double[] {knob.range().min(), knob.range().max()}) {
      String text = knob.type() == double.class ? Double.toString(end) : Check.number(end);
      Record changed = Specs.with(base, Map.of(knob.name, text));
      assertEquals(
          Double.parseDouble(text), Double.parseDouble(Specs.toMap(changed).get(knob.name)));
    }
  }

  @ParameterizedTest
  @MethodSource("knobs")
  void itIsDescribedWithWhatItMayBe(Knob knob) {
    Specs.Hyperparameter described =
        Specs.describe(knob.family.card().defaults()).stream()
            .filter(h -> h.name().equals(knob.name))
            .findFirst()
            .orElseThrow();
    assertFalse(described.allowed().isBlank(), knob.toString());
    assertEquals(Specs.toMap(knob.family.card().defaults()).get(knob.name), described.value());
  }
}
