package engram.tensor;

import static java.nio.ByteOrder.nativeOrder;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation against plain Java. */
class TensorTest {
  private static final double EXACT = 1e-12;
  private Scope scope;

  @BeforeEach
  void open() {
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Arguments unary(String name, UnaryOperator<Tensor> f, DoubleUnaryOperator java) {
    return Arguments.of(name, f, java);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        unary("plus", x -> x.plus(2), x -> x + 2),
        unary("minus", x -> x.minus(2), x -> x - 2),
        unary("times", x -> x.times(2), x -> x * 2),
        unary("over", x -> x.over(2.0), x -> x / 2),
        unary("negate", Tensor::negate, x -> -x),
        unary("exp", Tensor::exp, Math::exp),
        unary("log", Tensor::log, Math::log),
        unary("square", Tensor::square, x -> x * x),
        unary("sqrt", Tensor::sqrt, Math::sqrt),
        unary("abs", Tensor::abs, Math::abs),
        unary("sigmoid", Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x))),
        unary("tanh", Tensor::tanh, Math::tanh),
        unary("relu", Tensor::relu, x -> Math.max(0, x)),
        unary("leakyRelu", x -> x.leakyRelu(0.1), x -> x > 0 ? x : 0.1 * x),
        unary("elu", Tensor::elu, x -> x > 0 ? x : Math.expm1(x)),
        unary("softplus", Tensor::softplus, x -> Math.log1p(Math.exp(x))),
        unary("clamp", x -> x.clamp(-1, 0.5), x -> Math.min(0.5, Math.max(-1, x))),
        unary("above", x -> x.above(0.5), x -> x > 0.5 ? 1 : 0),
        unary("equalTo", x -> x.equalTo(x), x -> 1),
        unary("detach", Tensor::detach, x -> x),
        unary("copy", Tensor::copy, x -> x));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void aFunctionOfEachElementIsWhatJavaSays(
      String name, UnaryOperator<Tensor> f, DoubleUnaryOperator java) {
    double[] x = {-3, -1, -0.5, -0.0, 0, 0.25, 0.5, 1, 2, 17};
    double[] expected = Arrays.stream(x).map(java).toArray();
    assertArrayEquals(expected, F64.values(f.apply(F64.of(x, x.length))), 1e-8, name);
  }

  @Test
  void theLargestOfEachRowAreMarkedAndWhatEqualsTheLastOfThem() {
    Tensor x = F64.of(new double[] {1, 4, 3, 2, 5, 0, 5, 5}, 2, 4);
    assertArrayEquals(new double[] {0, 1, 1, 0, 1, 0, 1, 1}, F64.values(Tensors.largest(x, 2)));
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1, 1}, F64.values(Tensors.largest(x, 9)));
  }

  @Test
  void extremeInputsOverflowNowhere() {
    Tensor x = F64.of(new double[] {-1000, 1000}, 1, 2);
    assertArrayEquals(new double[] {0, 1000}, F64.values(x.softplus()), EXACT);
    assertArrayEquals(new double[] {0, 1}, F64.values(x.sigmoid()), EXACT);
    assertArrayEquals(new double[] {1000}, F64.values(x.logSumExp(1)), EXACT);
    assertArrayEquals(new double[] {-2000, 0}, F64.values(x.logSoftmax(1)), EXACT);
    Tensor target = F64.of(new double[] {1, 1}, 1, 2);
    assertArrayEquals(new double[] {1000, 0}, F64.values(Tensors.bceWithLogits(x, target)), EXACT);
  }

  @Test
  void twoTensorsAreBroadcastAsInNumPy() {
    double[] a = F64.random("a", 6);
    double[] b = F64.random("b", 3);
    check(F64.of(a, 2, 3).plus(F64.of(b, 3)), (i, j) -> a[3 * i + j] + b[j]);
    check(F64.of(a, 2, 3).minus(F64.of(b, 1, 3)), (i, j) -> a[3 * i + j] - b[j]);
    check(F64.of(b, 3).times(F64.of(a, 2, 3)), (i, j) -> a[3 * i + j] * b[j]);
    double[] column = {2, 4};
    check(F64.of(a, 2, 3).over(F64.of(column, 2, 1)), (i, j) -> a[3 * i + j] / column[i]);
    check(F64.of(column, 2, 1).plus(F64.of(b, 1, 3)), (i, j) -> column[i] + b[j]);
  }

  private interface Cell {
    double at(int i, int j);
  }

  /** Checks a tensor {@code [2, 3]}. */
  private static void check(Tensor found, Cell expected) {
    assertEquals(List.of(2L, 3L), found.shape());
    double[] values = IntStream.range(0, 6).mapToDouble(k -> expected.at(k / 3, k % 3)).toArray();
    assertArrayEquals(values, F64.values(found), EXACT);
  }

  @Test
  void shapesAreViewsOfTheSameElements() {
    double[] a = F64.random("a", 24);
    Tensor x = F64.of(a, 2, 3, 4);
    assertEquals(List.of(2L, 12L), x.flattenImages().shape());
    assertArrayEquals(a, F64.values(x.reshape(4, -1)));
    assertEquals(List.of(4L, 6L), x.reshape(4, -1).shape());
    assertEquals(List.of(2L, 4L, 3L), x.transpose(1, 2).shape());
    assertEquals(a[4 + 2], F64.values(x.transpose(1, 2))[2 * 3 + 1]);
    assertArrayEquals(Arrays.copyOfRange(a, 12, 24), F64.values(x.narrow(0, 1, 1)));
    assertEquals(3, x.dimensions());
    assertEquals(4, x.size(-1));
    assertEquals(24, x.elements());
  }

  @Test
  void rowsAndElementsAreFoundByNumber() {
    double[] a = {0, 1, 2, 10, 11, 12};
    Tensor x = F64.of(a, 2, 3);
    Tensor order = Host.upload(new int[] {1, 0, 1}, Device.CPU);
    assertArrayEquals(new double[] {10, 11, 12, 0, 1, 2, 10, 11, 12}, F64.values(x.rows(order)));
    Tensor which = Host.upload(new int[] {2, 0}, Device.CPU).reshape(2, 1);
    assertArrayEquals(new double[] {2, 10}, F64.values(x.gather(1, which)));
    assertArrayEquals(new double[] {1, 1, 1}, F64.values(x.argmax(0)));
    assertEquals(DType.I64, x.argmax(1).type());
    assertArrayEquals(new double[] {7, 7, 7}, F64.values(F64.of(new double[] {7}, 1).expand(3)));
    assertThrows(TensorException.class, () -> x.rows(Host.upload(new int[] {2}, Device.CPU)));
  }

  @Test
  void sumsAndMeansRunOverTheDimensionNamed() {
    Tensor x = F64.of(new double[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
    assertEquals(21, x.sum().item());
    assertEquals(3.5, x.mean().item());
    assertArrayEquals(new double[] {5, 7, 9}, F64.values(x.sum(1)));
    assertArrayEquals(new double[] {2, 5}, F64.values(x.mean(2)));
    assertArrayEquals(new double[] {21}, F64.values(x.sumPerImage()));
    Tensor perImage = F64.of(new double[] {1, 2}, 2);
    assertArrayEquals(new double[] {1, 2}, F64.values(perImage.sumPerImage()));
    double logSum = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3));
    assertEquals(logSum, F64.values(x.logSumExp(2))[0], EXACT);
    assertEquals(2 - logSum, F64.values(x.logSoftmax(2))[1], EXACT);
  }

  @Test
  void productsOfMatricesAreSumsOfProducts() {
    double[] a = F64.random("a", 6);
    double[] b = F64.random("b", 9);
    Cell product = (i, j) -> dot((k, n) -> a[3 * i + k] * b[n * k + j]);
    check(F64.of(a, 2, 3).matmul(F64.of(b, 3, 3)), product);
    double[] bias = {1, 2, 3};
    Cell linear = (i, j) -> bias[j] + dot((k, n) -> a[3 * i + k] * b[n * j + k]);
    check(Tensors.linear(F64.of(a, 2, 3), F64.of(b, 3, 3), F64.of(bias, 3)), linear);
  }

  private interface Product {
    double at(int k, int n);
  }

  private static double dot(Product p) {
    return IntStream.range(0, 3).mapToDouble(k -> p.at(k, 3)).sum();
  }

  @Test
  void tensorsAreMadeOfTheShapeAndTypeNamed() {
    assertArrayEquals(new float[6], Host.floats(Tensors.zeros(Device.CPU, 2, 3)));
    assertArrayEquals(new float[] {1, 1}, Host.floats(Tensors.ones(Device.CPU, 2)));
    assertEquals(List.of(2L, 3L), Tensors.uniform(Device.CPU, 2, 3).shape());
    Tensor like = Tensors.normalLike(F64.of(new double[] {1, 2}, 2));
    assertEquals(DType.F64, like.type());
    Tensor joined =
        Tensors.concat(0, List.of(Tensors.ones(Device.CPU, 1), Tensors.zeros(Device.CPU, 1)));
    assertArrayEquals(new float[] {1, 0}, Host.floats(joined));
    assertEquals("Tensor[2]", joined.toString());
  }

  @Test
  void everyTypeSurvivesUploadAndDownload() {
    for (DType type : DType.values()) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(2 * type.bytes());
      bytes.put(0, (byte) 1);
      Tensor there = Host.upload(bytes, type, Device.CPU, 2);
      assertEquals(type, there.type());
      assertEquals(bytes, Host.download(there));
    }
  }

  @Test
  void bytesBecomeTheUnitInterval() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(3).put(0, (byte) 255).put(1, (byte) 51);
    Tensor x = Host.uploadUnit(bytes, Device.CPU, 1, 3);
    assertArrayEquals(new float[] {1, 0.2f, 0}, Host.floats(x));
    bytes.put(2, (byte) 255);
    assertEquals(0, Host.floats(x)[2], "an upload is a copy");
  }

  @Test
  void anUploadOfTheWrongLengthIsRefused() {
    ByteBuffer seven = ByteBuffer.allocateDirect(7);
    refused(() -> Host.upload(seven, DType.F32, Device.CPU, 2));
    refused(() -> Host.uploadUnit(seven, Device.CPU, 8));
    refused(() -> Host.upload(ByteBuffer.allocate(9), DType.F32, Device.CPU, 2));
    refused(() -> Host.upload(new float[3], Device.CPU, 2));
    refused(() -> Host.restore(Tensors.zeros(Device.CPU, 2), seven));
  }

  private static void refused(Runnable upload) {
    assertThrows(IllegalArgumentException.class, upload::run);
  }

  @Test
  void uploadsReadFromTheStartWhereverTheBufferStandsAndLies() {
    for (ByteBuffer bytes : List.of(ByteBuffer.allocateDirect(2), ByteBuffer.allocate(2))) {
      bytes.put((byte) 51).put((byte) 0);
      assertArrayEquals(new float[] {0.2f, 0}, Host.floats(Host.uploadUnit(bytes, Device.CPU, 2)));
      Tensor stored = Host.upload(bytes, DType.U8, Device.CPU, 2);
      assertArrayEquals(new float[] {51, 0}, Host.floats(stored));
      assertEquals(2, bytes.position());
    }
  }

  @Test
  void wholeNumbersAreUploadedWhereverTheBufferStandsAndLies() {
    IntBuffer direct = ByteBuffer.allocateDirect(12).order(nativeOrder()).asIntBuffer();
    IntBuffer swapped = ByteBuffer.allocateDirect(12).asIntBuffer();
    IntBuffer heap = IntBuffer.allocate(3);
    for (IntBuffer values : List.of(direct, swapped, heap)) {
      values.put(-7).put(1 << 30).limit(2);
      for (IntBuffer given : List.of(values, values.asReadOnlyBuffer())) {
        Tensor uploaded = Host.upload(given, Device.CPU);
        assertEquals(DType.I64, uploaded.type());
        assertArrayEquals(new double[] {-7, 1 << 30}, F64.values(uploaded.to(DType.F64)));
        assertEquals(2, given.position());
      }
    }
    Tensor copy = Host.upload(direct, Device.CPU);
    direct.put(0, 5);
    assertEquals(-7, copy.narrow(0, 0, 1).item());
    assertEquals(0, Host.upload(new int[0], Device.CPU).elements());
  }

  @Test
  void restoringOverwritesInPlace() {
    Tensor x = Tensors.zeros(Device.CPU, 2);
    Tensor view = x.narrow(0, 1, 1);
    Host.restore(x, Host.download(Host.upload(new float[] {3, 4}, Device.CPU, 2)));
    assertEquals(4, view.item());
  }

  @Test
  void downloadsOfViewsAreInRowMajorOrder() {
    Tensor x = F64.of(new double[] {1, 2, 3, 4}, 2, 2).transpose(0, 1);
    assertArrayEquals(new double[] {1, 3, 2, 4}, F64.values(x));
    assertEquals(0, Host.download(Tensors.zeros(Device.CPU, 0)).limit());
  }

  @Test
  void finiteMeansNeitherNanNorInfinite() {
    assertTrue(F64.of(new double[] {1, -1e308}, 2).allFinite());
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertFalse(F64.of(new double[] {1, bad}, 2).allFinite());
    }
  }

  @Test
  void lossesAreWhatTheirFormulasSay() {
    double[] logits = F64.random("logits", 6);
    double[] target = {0, 1, 0.5, 0.2, 1, 0};
    DoubleBinaryOperator bce =
        (l, t) -> -t * Math.log(1 / (1 + Math.exp(-l))) - (1 - t) * Math.log(1 / (1 + Math.exp(l)));
    Tensor x = F64.of(logits, 2, 3);
    Tensor y = F64.of(target, 2, 3);
    Tensor found = Tensors.bceWithLogits(x, y);
    check(found, (i, j) -> bce.applyAsDouble(logits[3 * i + j], target[3 * i + j]));
    assertEquals(found.sum().item(), Tensors.bceWithLogitsSum(x, y).item(), EXACT);
    assertEquals(x.minus(y).square().mean().item(), Tensors.meanSquaredError(x, y).item(), EXACT);
    Tensor labels = Host.upload(new int[] {2, 0}, Device.CPU);
    Tensor expected = x.logSoftmax(1).gather(1, labels.reshape(2, 1)).reshape(2).negate();
    assertArrayEquals(F64.values(expected), F64.values(Tensors.crossEntropy(x, labels)), EXACT);
  }

  @Test
  void noImagesAreFlattenedToNoRows() {
    try (Scope scope = new Scope()) {
      Tensor none = Tensors.zeros(Device.CPU, 0, 1, 4, 4);
      assertEquals(List.of(0L, 16L), none.flattenImages().shape());
      assertEquals(List.of(0L), none.sumPerImage().shape());
    }
  }

  @Test
  void aBiasOfOneValueIsAddedToAllAndHasOneGradient() {
    Parameters p = new Parameters();
    Tensor w = p.add("w", F64.of(new double[] {1, 2, 3, 4}, 2, 2));
    Tensor b = p.add("b", F64.of(new double[] {5}, 1));
    Tensor y = Tensors.linear(F64.of(new double[] {1, 1}, 1, 2), w, b);
    assertArrayEquals(new double[] {8, 12}, F64.values(y));
    assertArrayEquals(new double[] {2}, F64.values(y.sum().gradients(List.of(b)).get(0)));
  }

  @Test
  void askingForOriginsLeavesTheGradients() {
    Tensor w = new Parameters().add("w", F64.of(new double[] {1, 2}, 2));
    Tensor loss = w.square().sum();
    assertEquals(List.of(w), loss.origins(List.of(w)));
    assertArrayEquals(new double[] {2, 4}, F64.values(loss.gradients(List.of(w)).get(0)));
  }
}
