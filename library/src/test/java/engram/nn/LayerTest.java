package engram.nn;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.nn.ConvStack.Stage;
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
  void whatIsDrawnAsTheSameThingStartsAlike() {
    Parameters p = new Parameters();
    Weights w = weights(p, 1);
    w.linear("l", 4, 3);
    w.under("a.", "").linear("l", 4, 3);
    w.under("b.", "other.").linear("l", 4, 3);
    float[] l = Host.floats(named(p, "l.w"));
    assertArrayEquals(l, Host.floats(named(p, "a.l.w")));
    assertFalse(Arrays.equals(l, Host.floats(named(p, "b.l.w"))));
  }

  @Test
  void whatIsFixedIsSavedButNotLearned() {
    Parameters p = new Parameters();
    weights(p, 1).under("slow.", "").fixed().batchNorm("n", 3);
    assertEquals(4, p.byName().size());
    assertTrue(p.startingWith("slow.").isEmpty());
  }

  @Test
  void noiseIsAddedInTrainingAlone() {
    Tensor x = Tensors.zeros(Device.CPU, 100, 100).plus(3);
    float[] noisy = Host.floats(Layer.noise(0.5).apply(x, Mode.TRAIN));
    double mean = 0;
    double squares = 0;
    for (float v : noisy) {
      mean += v / noisy.length;
      squares += (v - 3) * (v - 3);
    }
    assertEquals(3, mean, 0.05);
    assertEquals(0.25, squares / noisy.length, 0.02);
    assertSame(x, Layer.noise(0.5).apply(x, Mode.USE));
    assertSame(x, Layer.noise(0).apply(x, Mode.TRAIN));
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

  @Test
  void batchNormalisationCentresInTrainingAndInUseRestsOnWhatItSaw() {
    Parameters p = new Parameters();
    Layer norm = weights(p, 1).batchNorm("n", 3);
    Engine.seed(new Seed(2));
    Tensor x = Tensors.normal(Device.CPU, 64, 3, 4, 4).times(5).plus(7);
    assertEquals(7, norm.apply(x, Mode.USE).mean().item(), 0.2);
    Tensor y = norm.apply(x, Mode.TRAIN);
    assertEquals(0, y.mean().item(), 1e-5);
    assertEquals(1, y.square().mean().item(), 1e-3);
    for (int i = 0; i < 100; i++) {
      norm.apply(x, Mode.TRAIN);
    }
    assertEquals(0, norm.apply(x, Mode.USE).mean().item(), 1e-2);
    assertEquals(
        List.of("n.scale", "n.shift", "n.mean", "n.variance"), List.copyOf(p.byName().keySet()));
    assertEquals(6, p.count(), "running statistics are not learned");
    assertEquals(2, p.all().size());
  }

  @Test
  void aSpectrallyNormalisedLayerStretchesNothingMoreThanOnce() {
    Weights w = weights(new Parameters(), 1);
    Layer layer = w.spectral("l", w.linear("l", 20, 10));
    Tensor zero = Tensors.zeros(Device.CPU, 1, 20);
    Engine.seed(new Seed(3));
    Tensor x = Tensors.normal(Device.CPU, 500, 20);
    for (int i = 0; i < 200; i++) {
      layer.apply(x, Mode.TRAIN);
    }
    Tensor moved = layer.apply(x, Mode.USE).minus(layer.apply(zero, Mode.USE));
    Tensor stretch = moved.square().sum(1).over(x.square().sum(1)).sqrt();
    for (float s : Host.floats(stretch)) {
      assertTrue(s <= 1.0001, "stretched " + s + " times");
    }
    Layer convolution = w.spectral("c", w.convolution("c", new Kernel(3, 1, 1), 2, 4));
    Tensor image = Tensors.normal(Device.CPU, 2, 2, 5, 5);
    assertEquals(List.of(2L, 4L, 5L, 5L), convolution.apply(image, Mode.TRAIN).shape());
  }

  @Test
  void enlargingRepeatsPixelsToTheVerySizeAsked() {
    Tensor x = F64.of(new double[] {1, 2}, 1, 1, 1, 2);
    double[] y = F64.values(Layer.enlarge(2, 5).apply(x, Mode.USE));
    assertArrayEquals(new double[] {1, 1, 1, 2, 2, 1, 1, 1, 2, 2}, y);
  }

  @ParameterizedTest
  @CsvSource({"28,28", "12,40", "31,17"})
  void aStackOfConvolutionsComesBackAtTheSizeItLeft(int h, int w) {
    List<Stage> stages =
        List.of(new Stage(new Kernel(3, 2, 1), 2), new Stage(new Kernel(4, 2, 1), 5));
    ConvStack stack = new ConvStack(weights(new Parameters(), 1), new Size(h, w), 3, stages);
    Tensor x = Tensors.normal(Device.CPU, 2, 3, h, w);
    Tensor inner = stack.down("down", Activation.RELU).apply(x, Mode.USE);
    assertEquals(List.of(2L, (long) stack.values()), inner.shape());
    assertEquals(x.shape(), stack.up("up", Activation.RELU).apply(inner, Mode.USE).shape());
  }

  @ParameterizedTest
  @EnumSource
  void noiseStaysInRangeHitsTheShareAskedAndNoneIsNone(Noise noise) {
    Engine.seed(new Seed(4));
    Tensor x = Tensors.uniform(Device.CPU, 10_000).times(0.5).plus(0.25);
    assertArrayEquals(Host.floats(x), Host.floats(noise.corrupt(x, 0)));
    Tensor y = noise.corrupt(x, 0.3);
    for (float v : Host.floats(y)) {
      assertTrue(v >= 0 && v <= 1, noise + " made " + v);
    }
    double changed = 1 - y.equalTo(x).mean().item();
    assertEquals(noise == Noise.GAUSSIAN ? 1 : 0.3, changed, 0.02);
    if (noise == Noise.GAUSSIAN) {
      assertEquals(0.05, noise.corrupt(x, 0.05).minus(x).square().mean().sqrt().item(), 0.002);
    }
  }
}
