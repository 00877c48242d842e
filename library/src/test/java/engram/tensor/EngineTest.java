package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
    assertEquals(0, Tensor.live());
  }

  private static String failure(Kind kind, Runnable action) {
    EngramException e = assertThrows(EngramException.class, action::run);
    String message = String.valueOf(e.getMessage());
    assertEquals(kind, e.kind(), message);
    assertFalse(message.contains("\n"), message);
    assertFalse(message.contains("frame #"), message);
    return message;
  }

  @Test
  void wrongShapesAreOneLineThatShowsThem() {
    Tensor a = Tensors.ones(Device.CPU, 2, 3);
    Tensor b = Tensors.ones(Device.CPU, 4, 5);
    assertTrue(failure(Kind.INTERNAL, () -> a.matmul(b)).contains("2x3 and 4x5"));
    failure(Kind.INTERNAL, () -> a.plus(b));
    failure(Kind.INTERNAL, () -> a.reshape(7));
    failure(Kind.INTERNAL, () -> a.item());
    failure(Kind.INTERNAL, () -> Tensors.linear(a, b, b));
    failure(Kind.INTERNAL, () -> Tensors.concat(0, List.of(a, b)));
    failure(Kind.INTERNAL, () -> a.sum(5));
    failure(Kind.INTERNAL, () -> a.size(2));
  }

  @Test
  void aTerabyteIsRefusedAndTheProcessLives() {
    String said = failure(Kind.IO, () -> Tensors.zeros(Device.CPU, 1L << 38));
    assertTrue(said.contains("out of native memory"), said);
    assertEquals(3, Tensors.ones(Device.CPU, 3).sum().item());
  }

  @Test
  void gradientsOfSomethingThatHasNoneAreOneLine() {
    Tensor x = Tensors.ones(Device.CPU, 2);
    failure(Kind.INTERNAL, () -> x.sum().gradients(List.of(x)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "", "cuda:", "cuda:-1", "cuda:9999", "cpu:0", "mps"})
  void aDeviceOfAnotherNameIsRefused(String name) {
    assertTrue(failure(Kind.USAGE, () -> Device.parse(name)).contains("'" + name + "'"));
  }

  @Test
  void aDeviceThatIsNotThereSaysWhatIsNeeded() {
    assertEquals(Device.CPU, Device.parse(" CPU "));
    assumeFalse(System.getProperty("java.class.path").contains("-gpu"), "built for the GPU");
    assertTrue(failure(Kind.USAGE, () -> Device.parse("cuda:1")).contains("GPU build"));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Engine.seed(new Seed(7));
    float[] first = Host.floats(Tensors.normal(Device.CPU, 1000));
    Engine.seed(new Seed(7));
    float[] again = Host.floats(Tensors.normal(Device.CPU, 1000));
    Engine.seed(new Seed(8));
    float[] other = Host.floats(Tensors.normal(Device.CPU, 1000));
    assertArrayEquals(first, again);
    assertFalse(Arrays.equals(first, other));
  }

  @Test
  void normalAndUniformDrawsHaveTheirMoments() {
    Engine.seed(new Seed(1));
    Tensor normal = Tensors.normalLike(Tensors.zeros(Device.CPU, 100_000));
    assertEquals(0, normal.mean().item(), 0.02);
    assertEquals(1, normal.square().mean().item(), 0.03);
    Tensor uniform = Tensors.uniform(Device.CPU, 100_000);
    assertEquals(0.5, uniform.mean().item(), 0.01);
    assertEquals(1.0 / 3, uniform.square().mean().item(), 0.01);
    assertEquals(0, uniform.above(1).sum().item());
    assertEquals(100_000, uniform.above(-1e-9).sum().item());
  }

  @Test
  void dropoutKeepsTheMeanAndDropsTheShareAskedFor() {
    Engine.seed(new Seed(1));
    Tensor dropped = Tensors.dropout(Tensors.ones(Device.CPU, 100_000), 0.25);
    assertEquals(0.75, dropped.above(0).mean().item(), 0.01);
    assertEquals(1, dropped.mean().item(), 0.01);
  }

  @Test
  void threadsAreAtLeastOneAndTakenOver() {
    int before = Engine.threads();
    assertThrows(IllegalArgumentException.class, () -> Engine.threads(0));
    Engine.threads(1);
    assertEquals(1, Engine.threads());
    Engine.threads(before);
  }

  @Test
  void automaticPrecisionIsWhatTheProcessorHas() {
    Precision expected = Engine.hasBf16() ? Precision.BF16 : Precision.FP32;
    assertEquals(expected, Engine.precision(Precision.AUTO, Device.CPU));
    assertEquals(Precision.FP32, Engine.precision(Precision.FP32, Device.CPU));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 784})
  void fp32ProductsAreExactToFp32WhoeverComputesThem(int rows) {
    Engine.precision(Precision.FP32, Device.CPU);
    Engine.seed(new Seed(3));
    Tensor x = Tensors.normal(Device.CPU, rows, 784);
    Tensor w = Tensors.normal(Device.CPU, 500, 784);
    Tensor exact = x.to(DType.F64).matmul(w.to(DType.F64).transpose(0, 1));
    Tensor bias = Tensors.zeros(Device.CPU, 500);
    Tensor usual = Tensors.linear(x, w, bias);
    Tensor fastest = Engine.withFastestProducts(Device.CPU, () -> Tensors.linear(x, w, bias));
    assertArrayEquals(Host.floats(usual), Host.floats(Tensors.linear(x, w, bias)));
    for (Tensor y : List.of(x.matmul(w.transpose(0, 1)), usual, fastest)) {
      double error = y.to(DType.F64).minus(exact).square().mean().sqrt().item();
      assertEquals(0, error / Math.sqrt(784), 1e-6);
    }
  }

  @Test
  void bf16WithoutHardwareIsRefused() {
    assumeFalse(Engine.hasBf16(), "this processor has bf16");
    String said = failure(Kind.USAGE, () -> Engine.precision(Precision.BF16, Device.CPU));
    assertTrue(said.contains("use auto or fp32"), said);
  }

  /** Output and gradient of the weights of a linear layer [out, 100] on the same 64 inputs. */
  private static List<float[]> linear(long out, Precision precision) {
    Engine.seed(new Seed(3));
    Tensor x = Tensors.normal(Device.CPU, 64, 100);
    Tensor b = Tensors.zeros(Device.CPU, out);
    Tensor w = new Parameters().add("w", Tensors.normal(Device.CPU, out, 100));
    Engine.precision(precision, Device.CPU);
    Tensor y = Tensors.linear(x, w, b);
    Tensor gradient = y.square().mean().gradients(List.of(w)).get(0);
    Engine.precision(Precision.FP32, Device.CPU);
    assertEquals(DType.F32, y.type());
    assertEquals(DType.F32, gradient.type());
    return List.of(Host.floats(y), Host.floats(gradient));
  }

  /** What a layer of 1000 units with weights {@code w} gives, and its gradient by them. */
  private static List<float[]> layer(Tensor x, Tensor w) {
    Tensor y = Tensors.linear(x, w, Tensors.zeros(Device.CPU, 1000)).relu();
    return List.of(Host.floats(y), Host.floats(y.square().sum().gradients(List.of(w)).get(0)));
  }

  @Test
  void roundedWeightsFollowUpdatesAndLoading() {
    assumeTrue(Engine.hasBf16(), "this processor has no bf16");
    Engine.precision(Precision.BF16, Device.CPU);
    Engine.seed(new Seed(3));
    Tensor x = Tensors.normal(Device.CPU, 64, 100);
    Parameters parameters = new Parameters();
    Tensor w = parameters.add("w", Tensors.normal(Device.CPU, 1000, 100));
    Runnable sameAsFresh =
        () -> {
          List<float[]> found = layer(x, w);
          List<float[]> fresh = layer(x, new Parameters().add("fresh", w));
          assertArrayEquals(fresh.get(0), found.get(0));
          assertArrayEquals(fresh.get(1), found.get(1));
        };
    sameAsFresh.run();
    parameters.overwrite(w, w.times(2));
    sameAsFresh.run();
    for (Optimiser.Rule rule :
        List.of(Optimiser.Adam.of(0.1), new Optimiser.Sgd(0.1, 0, 0), Optimiser.Adam.of(0.1))) {
      Optimiser optimiser = rule.create(List.of(w));
      sameAsFresh.run();
      optimiser.step(List.of(Tensors.normal(Device.CPU, 1000, 100)), 0.1);
      sameAsFresh.run();
      parameters.overwrite(w, w.times(2));
      sameAsFresh.run();
    }
    Engine.precision(Precision.FP32, Device.CPU);
  }

  @Test
  void bf16RoundsLargeLinearLayersWhereTheProcessorHasIt() {
    assumeTrue(Engine.hasBf16(), "this processor has no bf16");
    List<float[]> exact = linear(1000, Precision.FP32);
    List<float[]> rounded = linear(1000, Precision.BF16);
    assertFalse(Arrays.equals(exact.get(0), rounded.get(0)));
    assertArrayEquals(exact.get(0), rounded.get(0), 0.3f);
    assertFalse(Arrays.equals(exact.get(1), rounded.get(1)));
    assertArrayEquals(exact.get(1), rounded.get(1), 0.003f);
  }

  @Test
  void bf16LeavesSmallLayersAndOtherProductsAsTheyAre() {
    assumeTrue(Engine.hasBf16(), "this processor has no bf16");
    List<float[]> small = linear(999, Precision.FP32);
    assertArrayEquals(small.get(0), linear(999, Precision.BF16).get(0));
    Tensor a = Tensors.normal(Device.CPU, 128, 128);
    float[] exact = Host.floats(a.matmul(a));
    Engine.precision(Precision.BF16, Device.CPU);
    float[] same = Host.floats(a.matmul(a));
    Engine.precision(Precision.FP32, Device.CPU);
    assertArrayEquals(exact, same);
  }

  @Test
  void theVersionNamesLibtorchAndItsPresets() {
    assertTrue(Engine.version().matches("\\d+\\.\\d+\\.\\d+-\\d+\\.\\d+\\.\\d+"), Engine.version());
    assertNotEquals("unknown", Engine.version());
  }

  @Test
  void theBuildForCudaIsTakenWhereItIsThere() {
    assertEquals("nowhere-gpu", NativeFiles.libtorch("nowhere"));
    assertEquals("elsewhere", NativeFiles.libtorch("elsewhere"));
  }

  @Test
  void aTensorSaysWhereItIs() {
    try (Scope s = new Scope()) {
      assertEquals(Device.CPU, Tensors.zeros(Device.CPU, 2).device());
    }
  }

  @Test
  void supportedPlatformsAreNamedInTheRefusal() {
    Engine.checkPlatform("linux-x86_64");
    assertTrue(
        failure(Kind.BAD_CONFIG, () -> Engine.checkPlatform("os2")).contains("macosx-arm64"));
    assertTrue(
        failure(Kind.BAD_CONFIG, () -> Engine.checkPlatform("macosx-arm64"))
            .contains("classifier"));
  }
}
