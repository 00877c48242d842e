package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.tensor.Optimiser.Adam;
import engram.tensor.Optimiser.Rule;
import engram.tensor.Optimiser.Sgd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What would give wrong numbers is refused, and has changed nothing by then. */
class MisuseTest {
  private Scope scope;
  private List<Tensor> parameters;

  @BeforeEach
  void open() {
    scope = new Scope();
    Parameters p = new Parameters();
    p.add("a", F64.of(new double[] {1, 2}, 2));
    p.add("b", F64.of(new double[] {3, 4}, 2));
    parameters = p.all();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Rule> rules() {
    return List.of(
        Adam.of(0.1),
        new Optimiser.AdamW(0.1, 0.9, 0.999, 1e-8, 0.1),
        new Sgd(0.1, 0.9, 0),
        new Optimiser.RmsProp(0.1, 0.9, 1e-8, 0));
  }

  private static List<ByteBuffer> bits(List<Tensor> tensors) {
    return tensors.stream().map(Host::download).toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void gradientsThatDoNotFitMoveNothing(Rule rule) {
    Optimiser optimiser = rule.create(parameters);
    Tensor fits = F64.of(new double[] {1, 1}, 2);
    List<Tensor> all = new ArrayList<>(parameters);
    all.addAll(optimiser.state().values());
    List<ByteBuffer> before = bits(all);
    for (List<Tensor> wrong :
        List.of(
            List.of(fits),
            List.of(fits, fits, fits),
            List.of(fits, F64.of(new double[] {1}, 1)),
            List.of(fits, F64.of(new double[3], 3)))) {
      assertThrows(IllegalArgumentException.class, () -> optimiser.step(wrong, 0.1));
      assertEquals(before, bits(all));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aParameterIsGivenToAnOptimiserOnce(Rule rule) {
    Tensor p = parameters.get(0);
    assertThrows(
        IllegalArgumentException.class, () -> rule.create(List.of(p, parameters.get(1), p)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aLossFromBeforeAnUpdateHasNoGradientsAfterIt(Rule rule) {
    Tensor a = parameters.get(0);
    Tensor b = parameters.get(1);
    Optimiser optimiser = rule.create(List.of(b));
    Tensor before = a.times(b).sum();
    optimiser.descend(b.sum(), 0.5);
    assertThrows(TensorException.class, () -> before.gradients(List.of(a)));
    Tensor after = a.times(b).sum();
    assertArrayEquals(F64.values(b), F64.values(after.gradients(List.of(a)).get(0)));
  }

  @Test
  void gradientsAreOfTheThreadThatMadeTheValue() throws InterruptedException {
    Tensor w = new Parameters().add("w", F64.of(new double[] {1, 2, 3, 4}, 2, 2));
    Tensor x = F64.of(new double[] {1, 1}, 1, 2);
    Tensor loss = Tensors.linear(x, w, F64.of(new double[2], 2)).square().sum().plus(w.sum());
    List<Throwable> thrown = new ArrayList<>();
    Thread other =
        new Thread(
            () -> {
              try (Scope elsewhere = new Scope()) {
                loss.gradients(List.of(w));
              }
            });
    other.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
    other.start();
    other.join();
    assertEquals(TensorException.class, thrown.get(0).getClass());
    assertArrayEquals(
        new double[] {7, 7, 15, 15}, F64.values(loss.gradients(List.of(w)).get(0)), 1e-12);
  }

  @Test
  void aParameterIsOverwrittenByValuesOfItsShapeOnly() {
    Parameters p = new Parameters();
    Tensor w = p.add("w", F64.of(new double[] {1, 2}, 2));
    Tensor one = F64.of(new double[] {7}, 1);
    assertThrows(IllegalArgumentException.class, () -> p.overwrite(w, one));
    assertArrayEquals(new double[] {1, 2}, F64.values(w));
  }
}
