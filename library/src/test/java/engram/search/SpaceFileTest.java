package engram.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Seed;
import engram.base.Yaml;
import engram.model.Family;
import engram.model.Schedule;
import engram.model.Specs;
import engram.train.Plan;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceFileTest {
  private static final Plan PLAN = new Plan(3, 0, 100, 1, 0, Schedule.CONSTANT, 0.1, 30);

  private static Space space(String model, String text) {
    Path source = Path.of("s.yaml");
    return SpaceFile.space(
        source, Yaml.parse(source, text), Family.named(model).card().defaults(), PLAN);
  }

  private static Space ready(String model, String name) {
    return SpaceFile.space(
        Path.of(name), SpaceFile.read(name), Family.named(model).card().defaults(), PLAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          latnet: [2, 3]                          | did you mean 'latent'?
          epochs: [2, 3]                          | no hyperparameter is called 'epochs'
          latent: [0, 2]                          | latent must be in [1, 65536], got 0
          latent: [2, two]                        | latent must be a whole number in [1, 65536], got 'two'
          latent: [2, 2]                          | names a value twice
          latent: []                              | needs at least one value
          latent: 2                               | must be a list of values
          latent: [{a: 1}]                        | plain values
          latent: [2,                             | line
          latent: {from: 2, to: 1.5}              | latent must be a whole number
          latent: {from: 8, to: 2}                | from must be below to, got 8 and 2
          latent: {from: 2}                       | needs 'to'
          latent: {form: 2, to: 9}                | did you mean 'from'?
          latent: {from: 2, to: 70000}            | latent must be in [1, 65536], got 70000
          latent: {from: 2, to: 9, log: perhaps}  | log must be true or false
          beta: {from: 0, to: 1, log: true}       | must begin above 0
          beta: {from: .nan, to: 1}               | beta
          learning_rate: {from: 1e-5, to: 2}      | learning_rate must be in [1e-8, 1], got 2
          activation: [relu, rellu]               | did you mean 'relu'?
          activation: {from: 1, to: 2}            | takes no range
          schedule: [cosine, sine]                | schedule must be one of
          batch: [0]                              | batch must be in
          seed: [x]                               | seed
          beta: {from: 1, to: 2, if: {activation: relu}} | which must be a list above it
          beta: {from: 1, to: 2, if: relu}        | one condition after 'if'
          """)
  void whatIsWrongIsNamedInOneLine(String text, String hint) {
    EngramException e = assertThrows(EngramException.class, () -> space("vae", text));
    assertEquals(Kind.BAD_CONFIG, e.kind());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("s.yaml: ") && message.contains(hint), message);
  }

  @Test
  void aConditionOnAValueThatIsNotListedIsRefused() {
    String text = "activation: [relu, elu]\nbeta: {from: 1, to: 2, if: {activation: tanh}}\n";
    EngramException e = assertThrows(EngramException.class, () -> space("vae", text));
    assertTrue(String.valueOf(e.getMessage()).contains("not among relu, elu"), e.getMessage());
  }

  @Test
  void rangesListsAndConditionsAreRead() {
    Space space =
        space(
            "vae",
            """
            activation: [relu, elu]
            widths: [[8, 8], [16]]
            latent: {from: 2, to: 5}
            learning_rate: {from: 1e-5, to: 1e-1, log: true}
            beta: {values: [1, 4], if: {activation: [elu]}}
            batch: [16, 32]
            """);
    Point point = space.random(new Seed(1).random());
    Map<String, String> values = space.texts(point);
    Record base = Family.named("vae").card().defaults();
    Map<String, String> spec = Specs.toMap(SpaceFile.specWith(base, values));
    assertEquals(values.get("widths"), spec.get("widths"));
    assertEquals(values.get("latent"), spec.get("latent"));
    int batch = SpaceFile.planWith(PLAN, base, values).batch();
    assertEquals(values.get("batch"), Integer.toString(batch));
    assertTrue(space.named("latent").domain() instanceof Domain.Interval i && i.whole());
  }

  @Test
  void thePapersSpacesAreTheirs() {
    assertEquals(864, ready("conv-ae", "iriarte").grid().size());
    for (String name : new String[] {"rho", "beta", "alpha"}) {
      assertEquals(21, ready("sparse-kl-ae", "sayapaneni-" + name).grid().size());
    }
  }

  @Test
  void anUnknownFileGetsTheNearestReadySpace() {
    EngramException e = assertThrows(EngramException.class, () -> SpaceFile.read("iriate"));
    assertEquals(Kind.NOT_FOUND, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("did you mean 'iriarte'?"), e.getMessage());
  }

  @Test
  void everyRealOnALogScaleHasItsPlaceBack() {
    Domain range = new Domain.Interval(1e-5, 1e-1, true, false);
    assertEquals(1e-3, range.at(0.5), 1e-9);
    assertEquals(0.5, range.cell(1e-3).middle(), 1e-9);
    Domain whole = new Domain.Interval(2, 64, true, true);
    for (double v = 2; v <= 64; v++) {
      assertEquals(v, whole.at(whole.cell(v).middle()));
    }
  }
}
