package engram.nn;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.base.Seed;
import engram.nn.Weights.Channels;
import engram.nn.Weights.Kernel;
import engram.nn.Weights.Size;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.F64;
import engram.tensor.Host;
import engram.tensor.Parameters;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayerTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Weights weights(Parameters parameters, long seed) {
    return new Weights(parameters, Device.CPU, new Seed(seed));
  }

  private static Tensor named(Parameters parameters, String name) {
    return requireNonNull(parameters.byName().get(name));
  }

  @Test
  void weightsAreUniformWithinOneOverTheRootOfTheFanIn() {
    Parameters p = new Parameters();
    weights(p, 1).linear("l", 100, 50);
    float[] w = Host.floats(named(p, "l.w"));
    double largest = 0;
    double squares = 0;
    for (float v : w) {
      largest = Math.max(largest, Math.abs(v));
      squares += v * v;
    }
    assertEquals(0.1, largest, 0.001);
    assertEquals(0.01 / 3, squares / w.length, 1e-4);
    assertEquals(5050, p.count());
  }

  @Test
  void aWeightDependsOnItsNameAndSeedAlone() {
    Parameters one = new Parameters();
    weights(one, 1).linear("a", 3, 2);
    Parameters two = new Parameters();
    weights(two, 1).linear("b", 9, 9);
    weights(two, 1).linear("a", 3, 2);
    Parameters three = new Parameters();
    weights(three, 2).linear("a", 3, 2);
    float[] w = Host.floats(named(one, "a.w"));
    assertArrayEquals(w, Host.floats(named(two, "a.w")));
    assertFalse(Arrays.equals(w, Host.floats(named(three, "a.w"))));
  }

  @Test
  void twoParametersOfOneNameAreRefused() {
    Weights w = weights(new Parameters(), 1);
    w.linear("a", 3, 2);
    assertThrows(IllegalArgumentException.class, () -> w.linear("a", 3, 2));
  }

  @Test
  void aStackAppliesItsFunctionBetweenLayersOnly() {
    Parameters p = new Parameters();
    Layer stack = weights(p, 1).stack("s", Activation.RELU, List.of(4, 3, 2));
    Tensor x = Tensors.normal(Device.CPU, 5, 4);
    Tensor hidden = Tensors.linear(x, named(p, "s.1.w"), named(p, "s.1.b")).relu();
    Tensor out = Tensors.linear(hidden, named(p, "s.2.w"), named(p, "s.2.b"));
    assertArrayEquals(Host.floats(out), Host.floats(stack.apply(x, Mode.TRAIN)));
    assertEquals(List.of("s.1.w", "s.1.b", "s.2.w", "s.2.b"), List.copyOf(p.byName().keySet()));
  }

  @ParameterizedTest
  @CsvSource({"28,28,3,2,1", "28,20,4,2,1", "7,9,3,2,0", "5,5,5,1,2", "11,6,2,3,0"})
  void aTransposedConvolutionUndoesTheSizeOfAConvolution(int h, int w, int k, int s, int padding) {
    Kernel kernel = new Kernel(k, s, padding);
    Size from = new Size(h, w);
    Size to = from.after(kernel);
    Weights weights = weights(new Parameters(), 1);
    Tensor x = Tensors.normal(Device.CPU, 2, 3, h, w);
    Tensor y = weights.convolution("c", kernel, 3, 4).apply(x, Mode.USE);
    assertEquals(List.of(2L, 4L, (long) to.height(), (long) to.width()), y.shape());
    Layer back = weights.transposed("t", kernel, new Channels(4, 3), to, from);
    assertEquals(x.shape(), back.apply(y, Mode.USE).shape());
  }

  @Test
  void dropoutIsActiveInTrainingOnly() {
    Engine.seed(new Seed(1));
    Tensor x = Tensors.ones(Device.CPU, 1000);
    Layer layer = Layer.dropout(0.5);
    assertArrayEquals(Host.floats(x), Host.floats(layer.apply(x, Mode.USE)));
    assertEquals(0.5, layer.apply(x, Mode.TRAIN).above(0).mean().item(), 0.1);
    assertArrayEquals(Host.floats(x), Host.floats(Layer.dropout(0).apply(x, Mode.TRAIN)));
  }

  @Test
  void flattenAndUnflattenAreInverse() {
    Tensor x = Tensors.normal(Device.CPU, 2, 3, 4, 5);
    Layer both = Layer.chain(List.of(Layer.flatten(), Layer.unflatten(3, 4, 5)));
    assertEquals(x.shape(), both.apply(x, Mode.USE).shape());
    assertArrayEquals(Host.floats(x), Host.floats(both.apply(x, Mode.USE)));
    assertEquals(List.of(2L, 3L, 2L, 2L), Layer.maxPool(2).apply(x, Mode.USE).shape());
  }

  @ParameterizedTest
  @EnumSource
  void everyActivationPassesPositiveNumbersUpwards(Activation f) {
    double[] y = F64.values(f.apply(F64.of(new double[] {-2, 0, 1, 3}, 4)));
    for (int i = 1; i < y.length; i++) {
      assertEquals(f == Activation.RELU && i == 1 ? 0 : 1, Math.signum(y[i] - y[i - 1]), f.name());
    }
    double atMinusTwo =
        switch (f) {
          case LINEAR -> -2;
          case SIGMOID -> 1 / (1 + Math.exp(2));
          case TANH -> Math.tanh(-2);
          case RELU -> 0;
          case LEAKY_RELU -> -0.02;
          case ELU -> Math.expm1(-2);
        };
    assertEquals(atMinusTwo, y[0], 1e-12);
  }

  @Test
  void aLossIsTheWeightedSumOfItsTermsAndNamesThemBeforeTheirWeights() {
    Loss<Tensor> a = Loss.term("a", Tensor::sum);
    Loss<Tensor> b = Loss.term("b", x -> x.square().sum());
    Loss.Value value = a.plus(b.times(3)).times(x -> 2.0).of(F64.of(new double[] {1, 2}, 2));
    assertEquals(2 * (3 + 3 * 5), value.total().item());
    assertEquals(List.of("a", "b"), List.copyOf(value.terms().keySet()));
    assertEquals(5, requireNonNull(value.terms().get("b")).item());
  }
}
