package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import engram.base.Seed;
import engram.tensor.Tensors.Transposed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every differentiable operation against central differences in double precision. */
class GradientTest {
  private static final int[] ORDER = {2, 0, 2};
  private static final int[] COLUMNS = {1, 0, 3};

  /** A function of tensors of the given shapes, positive where the logarithm needs it. */
  record Case(
      String name, boolean positive, Function<List<Tensor>, Tensor> f, List<long[]> shapes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case unary(String name, UnaryOperator<Tensor> f, long... shape) {
    return new Case(name, false, x -> f.apply(x.get(0)), List.of(shape));
  }

  private static Case positive(String name, UnaryOperator<Tensor> f) {
    return new Case(name, true, x -> f.apply(x.get(0)), List.of(new long[] {3, 4}));
  }

  private static Case of(String name, Function<List<Tensor>, Tensor> f, long[]... shapes) {
    return new Case(name, false, f, List.of(shapes));
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  static Stream<Case> elementByElement() {
    return Stream.of(
        unary("negate", Tensor::negate, 3, 4),
        unary("exp", Tensor::exp, 3, 4),
        unary("square", Tensor::square, 3, 4),
        unary("abs", Tensor::abs, 3, 4),
        unary("sigmoid", Tensor::sigmoid, 3, 4),
        unary("tanh", Tensor::tanh, 3, 4),
        unary("relu", Tensor::relu, 3, 4),
        unary("leakyRelu", x -> x.leakyRelu(0.2), 3, 4),
        unary("elu", Tensor::elu, 3, 4),
        unary("softplus", Tensor::softplus, 3, 4),
        unary("clamp", x -> x.clamp(-0.9, 0.05), 3, 4),
        unary("plus number", x -> x.plus(2), 3, 4),
        unary("minus number", x -> x.minus(2), 3, 4),
        unary("times number", x -> x.times(-3), 3, 4),
        unary("over number", x -> x.over(4.0), 3, 4),
        positive("log", Tensor::log),
        positive("sqrt", Tensor::sqrt));
  }

  static Stream<Case> shaping() {
    return Stream.of(
        unary("transpose", x -> x.transpose(0, 1), 3, 4),
        unary("reshape", x -> x.reshape(2, -1), 3, 4),
        unary("flattenImages", Tensor::flattenImages, 2, 1, 2, 3),
        unary("narrow", x -> x.narrow(1, 1, 2), 3, 4),
        unary("rows", x -> x.rows(Host.upload(ORDER, Device.CPU)), 3, 4),
        unary("gather", x -> x.gather(1, Host.upload(COLUMNS, Device.CPU).reshape(3, 1)), 3, 4),
        unary("expand", x -> x.expand(3, 4), 1, 4),
        unary("sum", Tensor::sum, 3, 4),
        unary("sum of a dimension", x -> x.sum(1), 3, 4),
        unary("sumPerImage", Tensor::sumPerImage, 2, 1, 2, 3),
        unary("mean", Tensor::mean, 3, 4),
        unary("mean of a dimension", x -> x.mean(0), 3, 4),
        unary("logSumExp", x -> x.logSumExp(1), 3, 4),
        unary("logSoftmax", x -> x.logSoftmax(1), 3, 4));
  }

  static Stream<Case> ofSeveral() {
    long[] image = shape(2, 2, 5, 6);
    long[] bias = shape(3);
    Transposed how = new Transposed(2, 1, 1, 0);
    return Stream.of(
        of("plus", x -> x.get(0).plus(x.get(1)), shape(3, 4), shape(4)),
        of("minus", x -> x.get(0).minus(x.get(1)), shape(3, 1), shape(1, 4)),
        of("times", x -> x.get(0).times(x.get(1)), shape(3, 4), shape(3, 1)),
        of("over", x -> x.get(0).over(x.get(1)), shape(3, 4), shape(4)),
        of("matmul", x -> x.get(0).matmul(x.get(1)), shape(3, 4), shape(4, 2)),
        of("batched matmul", x -> x.get(0).matmul(x.get(1)), shape(2, 3, 4), shape(4, 2)),
        of("concat", x -> Tensors.concat(1, x), shape(3, 2), shape(3, 1)),
        of(
            "linear",
            x -> Tensors.linear(x.get(0), x.get(1), x.get(2)),
            shape(2, 4),
            shape(3, 4),
            bias),
        of(
            "conv2d",
            x -> Tensors.conv2d(x.get(0), x.get(1), x.get(2), 2, 1),
            image,
            shape(3, 2, 3, 3),
            bias),
        of(
            "convTranspose2d",
            x -> Tensors.convTranspose2d(x.get(0), x.get(1), x.get(2), how),
            image,
            shape(2, 3, 3, 3),
            bias),
        of(
            "convTranspose2d of a layer",
            x -> {
              Tensor y = Tensors.linear(x.get(0), x.get(1), x.get(2)).reshape(2, 2, 2, 3);
              return Tensors.convTranspose2d(y, x.get(3), x.get(4), how).tanh();
            },
            shape(2, 3),
            shape(12, 3),
            shape(12),
            shape(2, 3, 4, 4),
            bias),
        of("maxPool2d", x -> Tensors.maxPool2d(x.get(0), 2), shape(1, 2, 4, 4)),
        of("bce", x -> Tensors.bceWithLogits(x.get(0), x.get(1)), shape(3, 4), shape(3, 4)),
        of("bce sum", x -> Tensors.bceWithLogitsSum(x.get(0), x.get(1)), shape(3, 4), shape(3, 4)),
        unary(
            "cross-entropy", x -> Tensors.crossEntropy(x, Host.upload(COLUMNS, Device.CPU)), 3, 4),
        of("squared error", x -> Tensors.meanSquaredError(x.get(0), x.get(1)), image, image));
  }

  /** Functions of a dense layer's result, alone and mixed with what the engine differentiates. */
  static Stream<Case> ofDenseLayers() {
    return Stream.of(
        dense("sigmoid", Tensor::sigmoid),
        dense("tanh", Tensor::tanh),
        dense("relu", Tensor::relu),
        dense("leakyRelu", y -> y.leakyRelu(0.2)),
        dense("elu", Tensor::elu),
        dense("times number", y -> y.times(-3)),
        dense("over number", y -> y.over(4.0)),
        dense("reshape", y -> y.reshape(3, 2, 1)),
        dense("flattenImages", y -> y.reshape(2, 1, 1, 3).flattenImages().flattenImages()),
        dense("its own type", y -> y.to(DType.F64)),
        dense("by the engine alone", y -> y.exp().times(y)),
        dense("by both", y -> y.tanh().plus(y.exp()).times(y.sigmoid())),
        dense("two curves of one result", y -> y.relu().plus(y.tanh())),
        of(
            "a layer of what the engine made",
            x -> Tensors.linear(x.get(0).exp(), x.get(1), x.get(2)).relu(),
            shape(2, 4),
            shape(3, 4),
            shape(3)),
        of(
            "the engine between two layers",
            x -> {
              Tensor y = Tensors.linear(x.get(0), x.get(1), x.get(2)).tanh();
              return Tensors.linear(y.square().plus(y), x.get(1), x.get(2));
            },
            shape(2, 3),
            shape(3, 3),
            shape(3)),
        of(
            "two layers of one result of the engine",
            x -> {
              Tensor h = x.get(0).exp();
              Tensor y = Tensors.linear(h, x.get(1), x.get(2)).tanh();
              return Tensors.linear(h, x.get(1), x.get(2)).plus(y).times(h.sum());
            },
            shape(2, 4),
            shape(3, 4),
            shape(3)),
        of(
            "one layer twice",
            x -> {
              Tensor y = Tensors.linear(x.get(0), x.get(1), x.get(2)).tanh();
              return Tensors.linear(y, x.get(1), x.get(2)).plus(y);
            },
            shape(2, 3),
            shape(3, 3),
            shape(3)),
        of(
            "a layer whose weights the engine made",
            x -> Tensors.linear(x.get(0), x.get(1).transpose(0, 1), x.get(2)).relu(),
            shape(2, 4),
            shape(4, 3),
            shape(3)),
        of(
            "a layer of three dimensions",
            x -> Tensors.linear(x.get(0), x.get(1), x.get(2)).tanh(),
            shape(2, 5, 4),
            shape(3, 4),
            shape(3)),
        of(
            "bce sum of a layer",
            x ->
                Tensors.bceWithLogitsSum(
                        Tensors.linear(x.get(0), x.get(1), x.get(2)),
                        F64.of(F64.random("target", 6), 2, 3))
                    .over(3.0),
            shape(2, 3),
            shape(3, 3),
            shape(3)),
        of(
            "bce sum with a target that is learned",
            x -> Tensors.bceWithLogitsSum(Tensors.linear(x.get(0), x.get(1), x.get(2)), x.get(0)),
            shape(2, 3),
            shape(3, 3),
            shape(3)),
        dense("squared error", y -> Tensors.meanSquaredError(y, F64.of(F64.random("t", 6), 2, 3))),
        dense("squared error of itself", y -> Tensors.meanSquaredError(y.tanh(), y)),
        dense("dropout", GradientTest::withDropout),
        of(
            "a convolutional autoencoder",
            x -> {
              Tensor h = Tensors.conv2d(x.get(0), x.get(1), x.get(2), 2, 1).elu();
              Tensor z = Tensors.linear(h.flattenImages(), x.get(3), x.get(4)).tanh();
              Tensor y = withDropout(z.reshape(2, 3, 2, 3));
              Transposed how = new Transposed(2, 1, 1, 1);
              Tensor drawn = Tensors.convTranspose2d(y.relu(), x.get(5), x.get(6), how).sigmoid();
              return Tensors.meanSquaredError(drawn, F64.of(F64.random("t", 96), 2, 2, 4, 6));
            },
            shape(2, 2, 4, 6),
            shape(3, 2, 3, 3),
            shape(3),
            shape(18, 18),
            shape(18),
            shape(3, 2, 3, 3),
            shape(2)));
  }

  private static Tensor withDropout(Tensor x) {
    Engine.seed(new Seed(3));
    return Tensors.dropout(x, 0.3);
  }

  /** Large enough that what the engine made changes hands on its way through them. */
  @Test
  void largeLayersOfWhatTheEngineMadeHaveTheGradientOfTheirProduct() {
    try (Scope scope = new Scope()) {
      Parameters parameters = new Parameters();
      Tensor w = parameters.add("w", F64.of(F64.random("w", 102_400), 320, 320).over(18));
      Tensor b = parameters.add("b", F64.of(F64.random("b", 320), 320));
      Tensor h = parameters.add("x", F64.of(F64.random("x", 960), 3, 320)).exp();
      Tensor taped = Tensors.linear(h, w, b).tanh().plus(Tensors.linear(h, w, b)).times(h);
      Tensor product = h.matmul(w.transpose(0, 1)).plus(b);
      Tensor plain = product.tanh().plus(product).times(h);
      List<Tensor> expected = plain.square().sum().gradients(parameters.all());
      List<Tensor> found = taped.square().sum().gradients(parameters.all());
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(F64.values(expected.get(i)), F64.values(found.get(i)), 1e-9);
      }
    }
  }

  private static Case dense(String name, UnaryOperator<Tensor> f) {
    return of(
        name + " of a layer",
        x -> f.apply(Tensors.linear(x.get(0), x.get(1), x.get(2))),
        shape(2, 4),
        shape(3, 4),
        shape(3));
  }

  @ParameterizedTest
  @MethodSource({"elementByElement", "shaping", "ofSeveral", "ofDenseLayers"})
  void theGradientIsTheLimitOfDifferences(Case c) {
    List<double[]> inputs = new ArrayList<>();
    for (int i = 0; i < c.shapes.size(); i++) {
      int count = (int) LongStream.of(c.shapes.get(i)).reduce(1, (a, b) -> a * b);
      double[] x = F64.random(c.name + i, count);
      for (int j = 0; c.positive && j < count; j++) {
        x[j] = Math.abs(x[j]);
      }
      inputs.add(x);
    }
    Function<List<Tensor>, Tensor> single = x -> weighed(c.f.apply(x));
    List<double[]> found = F64.gradients(single, inputs, c.shapes);
    for (int i = 0; i < inputs.size(); i++) {
      assertArrayEquals(F64.differences(single, inputs, c.shapes, i), found.get(i), 1e-6, c.name);
    }
  }

  /** A single value in which every element counts differently. */
  private static Tensor weighed(Tensor y) {
    int count = Math.toIntExact(y.elements());
    return y.reshape(-1).times(F64.of(F64.random("weights", count), count)).sum();
  }

  @Test
  void gradientsByAFewAreThoseAmongAll() {
    try (Scope scope = new Scope()) {
      Parameters parameters = new Parameters();
      for (String name : List.of("w1", "w2", "w3")) {
        parameters.add(name, F64.of(F64.random(name, 9), 3, 3));
      }
      Tensor bias = F64.of(F64.random("b", 3), 3);
      Tensor y = F64.of(F64.random("x", 6), 2, 3);
      for (Tensor w : parameters.all()) {
        y = Tensors.linear(y, w, bias).tanh();
      }
      Tensor loss = y.square().sum();
      List<Tensor> all = loss.gradients(parameters.all());
      for (int i = 0; i < all.size(); i++) {
        Tensor alone = loss.gradients(List.of(parameters.all().get(i))).get(0);
        assertArrayEquals(F64.values(all.get(i)), F64.values(alone));
      }
    }
  }

  @Test
  void whatIsNamedTwiceOrOnTheWayHasTheGradientItHasAlone() {
    int[] all = {0, 1, 2, 0, 2, 1};
    try (Scope scope = new Scope()) {
      List<double[]> many = gradientsOnTheWay(all);
      for (int i = 0; i < all.length; i++) {
        assertArrayEquals(gradientsOnTheWay(all[i]).get(0), many.get(i), 1e-12);
      }
    }
  }

  /** By weights (0), a large layer's result (1), and what the engine made of the weights (2). */
  private static List<double[]> gradientsOnTheWay(int... which) {
    Tensor w = new Parameters().add("w", F64.of(F64.random("w", 102_400), 320, 320).over(18));
    Tensor h = w.narrow(0, 0, 2).exp();
    Tensor y = Tensors.linear(h, w, F64.of(F64.random("b", 320), 320));
    Tensor loss = y.tanh().sum().plus(y.square().sum()).plus(w.sum()).plus(h.sum());
    List<Tensor> by = IntStream.of(which).mapToObj(List.of(w, y, h)::get).toList();
    return loss.gradients(by).stream().map(F64::values).toList();
  }

  @Test
  void aLayerWhoseWeightsChangedSinceAndALossOfManyValuesAreRefused() {
    try (Scope scope = new Scope()) {
      Parameters parameters = new Parameters();
      Tensor w = parameters.add("w", F64.of(F64.random("w", 9), 3, 3));
      Tensor bias = F64.of(F64.random("b", 3), 3);
      Tensor y = Tensors.linear(F64.of(F64.random("x", 6), 2, 3), w, bias);
      assertThrows(TensorException.class, () -> y.gradients(List.of(w)));
      Tensor loss = y.square().sum();
      w.assign(w.times(2));
      assertThrows(TensorException.class, () -> loss.gradients(List.of(w)));
    }
  }

  @Test
  void aLayerThatALossIsNotComputedFromHasNoGradient() {
    try (Scope scope = new Scope()) {
      Parameters parameters = new Parameters();
      Tensor w = parameters.add("w", F64.of(F64.random("w", 9), 3, 3));
      Tensor unused = parameters.add("unused", F64.of(F64.random("unused", 9), 3, 3));
      Tensor bias = F64.of(F64.random("b", 3), 3);
      Tensor x = F64.of(F64.random("x", 6), 2, 3);
      Tensors.linear(x, unused, bias);
      Tensor loss = Tensors.linear(x, w, bias).sum();
      assertEquals(List.of(w), loss.origins(parameters.all()));
      TensorException refused =
          assertThrows(TensorException.class, () -> loss.gradients(parameters.all()));
      assertEquals(
          "tensor operation failed: the value was not computed from parameter 1",
          refused.getMessage());
    }
  }

  @Test
  void detachedValuesAreConstantsAndCopiesAreTheirOwn() {
    try (Scope scope = new Scope()) {
      Parameters parameters = new Parameters();
      Tensor x = parameters.add("x", F64.of(new double[] {3}, 1));
      List<Tensor> one = List.of(x);
      assertArrayEquals(
          new double[] {3}, F64.values(x.times(x.detach()).sum().gradients(one).get(0)));
      assertArrayEquals(
          new double[] {3}, F64.values(x.times(x.copy()).sum().gradients(one).get(0)));
      Tensor copy = x.copy();
      x.assign(F64.of(new double[] {5}, 1));
      assertEquals(3, copy.item());
      assertEquals(5, x.detach().item());
    }
  }

  @Test
  void aScopeWithoutGradientsRecordsNoneAndOneInsideTheNextDoesAgain() {
    try (Scope scope = new Scope()) {
      Parameters parameters = new Parameters();
      Tensor x = parameters.add("x", F64.of(new double[] {3}, 1));
      try (Scope without = Scope.withoutGradients()) {
        assertThrows(TensorException.class, () -> x.square().sum().gradients(List.of(x)));
      }
      assertEquals(6, x.square().sum().gradients(List.of(x)).get(0).item());
    }
  }
}
