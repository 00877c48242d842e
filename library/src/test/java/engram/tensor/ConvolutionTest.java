package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.tensor.Tensors.Transposed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions against four nested loops. */
class ConvolutionTest {
  private static final int IN = 2;
  private static final int OUT = 3;
  private static final int H = 5;
  private static final int W = 6;

  private final double[] x = F64.random("x", IN * H * W);
  private final double[] bias = F64.random("bias", OUT);
  private Scope scope;

  @BeforeEach
  void open() {
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "3,1,1", "3,2,1", "4,2,1", "5,1,2", "2,3,0"})
  void aConvolutionIsASumOverTheWindow(int k, int stride, int padding) {
    double[] w = F64.random("w", OUT * IN * k * k);
    int rows = (H + 2 * padding - k) / stride + 1;
    int columns = (W + 2 * padding - k) / stride + 1;
    double[] expected = new double[OUT * rows * columns];
    for (int i = 0; i < expected.length; i++) {
      int o = i / (rows * columns);
      int top = i / columns % rows * stride - padding;
      int left = i % columns * stride - padding;
      expected[i] = bias[o] + window(w, o, k, top, left);
    }
    Tensor given = F64.of(w, OUT, IN, k, k);
    for (Tensor weights : List.of(given, new Parameters().add("w", given))) {
      Tensor found =
          Tensors.conv2d(F64.of(x, 1, IN, H, W), weights, F64.of(bias, OUT), stride, padding);
      assertEquals(List.of(1L, (long) OUT, (long) rows, (long) columns), found.shape());
      assertArrayEquals(expected, F64.values(found), 1e-12);
    }
  }

  private double window(double[] w, int o, int k, int top, int left) {
    double sum = 0;
    for (int i = 0; i < IN * k * k; i++) {
      int row = top + i / k % k;
      int column = left + i % k;
      if (row >= 0 && row < H && column >= 0 && column < W) {
        sum += w[o * IN * k * k + i] * x[(i / (k * k) * H + row) * W + column];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "3,1,1,0,0",
    "3,2,1,1,0",
    "3,2,1,1,1",
    "3,2,0,0,0",
    "4,2,1,0,0",
    "4,2,0,0,1",
    "5,2,2,1,1",
    "2,3,0,2,1",
    "1,2,0,1,1",
    "5,3,1,2,0",
    "6,4,1,3,2",
    "2,2,1,1,0"
  })
  void aTransposedConvolutionIsTheGradientOfAConvolution(
      int k, int stride, int padding, int extraRows, int extraColumns) {
    Tensor w = F64.of(F64.random("w", IN * OUT * k * k), IN, OUT, k, k);
    Transposed how = new Transposed(stride, padding, extraRows, extraColumns);
    Tensor zero = F64.of(new double[OUT], OUT);
    Tensor y = F64.of(x, 1, IN, H, W);
    Tensor found = Tensors.convTranspose2d(y, w, zero, how);
    int rows = (H - 1) * stride - 2 * padding + k + extraRows;
    int columns = (W - 1) * stride - 2 * padding + k + extraColumns;
    assertEquals(List.of(1L, (long) OUT, (long) rows, (long) columns), found.shape());
    Tensor image = new Parameters().add("image", found.times(0));
    Tensor noBias = F64.of(new double[IN], IN);
    Tensor loss = Tensors.conv2d(image, w, noBias, stride, padding).times(y).sum();
    Tensor gradient = loss.gradients(List.of(image)).get(0);
    assertArrayEquals(F64.values(gradient), F64.values(found), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "3,1,1", "3,2,1", "3,2,0", "4,2,1", "5,1,2", "2,3,0", "5,2,3", "4,3,1"})
  void aConvolutionOfLearnedImagesIsThatOfTheEngine(int k, int stride, int padding) {
    assertTheEngineAgrees(
        List.of(OUT, IN, k, k), (x, w, b) -> Tensors.conv2d(x, w, b, stride, padding));
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,0,0,0",
    "3,1,1,0,0",
    "3,2,1,1,0",
    "3,2,1,1,1",
    "3,2,0,0,0",
    "4,2,1,0,1",
    "5,2,2,1,1",
    "2,3,0,2,1",
    "5,3,1,2,0",
    "6,4,1,3,2",
    "5,2,3,0,1"
  })
  void aTransposedConvolutionOfLearnedImagesIsThatOfTheEngine(
      int k, int stride, int padding, int extraRows, int extraColumns) {
    Transposed how = new Transposed(stride, padding, extraRows, extraColumns);
    assertTheEngineAgrees(
        List.of(IN, OUT, k, k), (x, w, b) -> Tensors.convTranspose2d(x, w, b, how));
  }

  private interface Convolving {
    Tensor of(Tensor x, Tensor w, Tensor b);
  }

  private static Tensor images() {
    return F64.of(F64.random("images", 3 * IN * H * W), 3, IN, H, W);
  }

  private static Tensor weights(Parameters p, List<Integer> kernel) {
    long[] shape = kernel.stream().mapToLong(Integer::longValue).toArray();
    int count = kernel.stream().reduce(1, Math::multiplyExact);
    return p.add("w", F64.of(F64.random("w", count), shape));
  }

  /** Of what the engine made, it also does the convolution. */
  private static void assertTheEngineAgrees(List<Integer> kernel, Convolving f) {
    Parameters p = new Parameters();
    Tensor image = p.add("x", images());
    Tensor w = weights(p, kernel);
    Tensor b = p.add("b", F64.of(F64.random("b", OUT), OUT));
    Tensor found = f.of(image, w, b);
    Tensor expected = f.of(image.plus(0), w, b);
    assertTrue(found.values().isNoted());
    assertFalse(expected.values().isNoted());
    assertArrayEquals(F64.values(expected), F64.values(found), 1e-12);
    List<Tensor> gradients = found.tanh().square().sum().gradients(p.all());
    List<Tensor> engines = expected.tanh().square().sum().gradients(p.all());
    for (int i = 0; i < engines.size(); i++) {
      assertArrayEquals(F64.values(engines.get(i)), F64.values(gradients.get(i)), 1e-12);
    }
  }

  @Test
  void theOrderInMemoryChangesNothing() {
    assertOrderIsIndifferent(List.of(OUT, IN, 3, 3), (x, w, b) -> Tensors.conv2d(x, w, b, 2, 1));
    Transposed how = new Transposed(1, 1, 0, 0);
    assertOrderIsIndifferent(
        List.of(IN, OUT, 3, 3), (x, w, b) -> Tensors.convTranspose2d(x, w, b, how));
  }

  private static void assertOrderIsIndifferent(List<Integer> kernel, Convolving f) {
    Parameters p = new Parameters();
    Tensor w = weights(p, kernel);
    Tensor b = p.add("b", F64.of(F64.random("b", OUT), OUT));
    Tensor images = images();
    Tensor y = f.of(images, w, b);
    Tensor factors = F64.of(F64.random("factors", (int) y.elements()), y.sizes());
    List<Tensor> expected = y.times(factors).sum().gradients(p.all());
    for (UnaryOperator<Tensor> order : orders()) {
      Tensor found = f.of(order.apply(images), w, b);
      assertArrayEquals(F64.values(y), F64.values(found), 1e-12);
      List<Tensor> gradients = found.times(order.apply(factors)).sum().gradients(p.all());
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(F64.values(expected.get(i)), F64.values(gradients.get(i)), 1e-12);
      }
    }
  }

  /** What puts four dimensions into each of their orders in memory. */
  private static List<UnaryOperator<Tensor>> orders() {
    List<UnaryOperator<Tensor>> orders = new ArrayList<>();
    for (int a = 0; a < 4; a++) {
      for (int b = 1; b < 4; b++) {
        for (int c = 2; c < 4; c++) {
          int first = a;
          int second = b;
          int third = c;
          orders.add(
              t -> {
                Tensor turned = t.transpose(0, first).transpose(1, second).transpose(2, third);
                Tensor stored = F64.of(F64.values(turned), turned.sizes());
                return stored.transpose(2, third).transpose(1, second).transpose(0, first);
              });
        }
      }
    }
    return orders;
  }

  @Test
  void aTransposedConvolutionToOnePixelLeavesItsBiasAlone() {
    Tensor w = new Parameters().add("w", F64.of(new double[] {1, 2}, 2, 1, 1, 1));
    Tensor b = F64.of(new double[] {0.5}, 1);
    Tensor pixel = F64.of(new double[] {3, 4}, 1, 2, 1, 1);
    for (int i = 0; i < 2; i++) {
      Tensor y = Tensors.convTranspose2d(pixel, w, b, new Transposed(1, 0, 0, 0));
      assertEquals(11.5, y.item());
      assertEquals(0.5, b.item());
    }
  }

  @Test
  void wrongSizesAreRefusedInOneLine() {
    Tensor images = F64.of(x, 1, IN, H, W);
    Tensor w = new Parameters().add("w", F64.of(F64.random("w", 54), OUT, IN, 3, 3));
    Tensor b = F64.of(bias, OUT);
    Tensor narrow = images.narrow(1, 0, 1);
    Tensor v = new Parameters().add("v", w.transpose(0, 1));
    Transposed flat = new Transposed(1, 2, 0, 0);
    for (Executable wrong :
        List.<Executable>of(
            () -> Tensors.conv2d(narrow, w, b, 2, 1),
            () -> Tensors.conv2d(images, w, F64.of(new double[2], 2), 2, 1),
            () -> Tensors.conv2d(images, w, F64.of(new double[1], 1), 2, 1),
            () -> Tensors.conv2d(images.narrow(2, 0, 1), w, b, 1, 0),
            () -> Tensors.convTranspose2d(images, v, F64.of(new double[1], 1), flat),
            () -> Tensors.convTranspose2d(images.narrow(2, 0, 2), v, b, flat),
            () -> Tensors.convTranspose2d(images, w, b, new Transposed(2, 1, 1, 1)),
            () -> Tensors.convTranspose2d(images, w, b, new Transposed(2, 1, 2, 0)))) {
      TensorException e = assertThrows(TensorException.class, wrong);
      assertEquals(1, String.valueOf(e.getMessage()).lines().count());
    }
  }

  @Test
  void theBiasOfATransposedConvolutionIsAddedToEachChannel() {
    Tensor w = F64.of(new double[IN * OUT], IN, OUT, 1, 1);
    Transposed plain = new Transposed(1, 0, 0, 0);
    Tensor found = Tensors.convTranspose2d(F64.of(x, 1, IN, H, W), w, F64.of(bias, OUT), plain);
    assertArrayEquals(bias, F64.values(found.mean(3).mean(2)), 1e-12);
  }

  @Test
  void poolingTakesTheLargestOfEachTileAndDropsTheRest() {
    Tensor image = F64.of(new double[] {1, 2, 9, 4, 3, 9, 5, 6, 9}, 1, 1, 3, 3);
    assertArrayEquals(new double[] {4}, F64.values(Tensors.maxPool2d(image, 2)));
  }
}
