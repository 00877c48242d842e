package engram.nn;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.tensor.Device;
import engram.tensor.F64;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loss terms: closed forms, and gradients against central differences. */
class TermsTest {
  private static final double NEAR = 1e-12;
  private static final int N = 3;
  private static final int D = 4;
  private static final int[] LABELS = {1, 0, 3};

  private Scope scope;

  @BeforeEach
  void open() {
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor full(double value) {
    return F64.of(IntStream.range(0, N * D).mapToDouble(i -> value).toArray(), N, D);
  }

  private static Arguments term(String name, int inputs, Function<List<Tensor>, Tensor> f) {
    return Arguments.of(name, inputs, f);
  }

  static Stream<Arguments> terms() {
    return Stream.of(
        term("bceNats", 2, x -> Terms.bceNats(x.get(0), x.get(1))),
        term("bceNatsPerImage", 2, x -> square(Terms.bceNatsPerImage(x.get(0), x.get(1)))),
        term("msePixel", 2, x -> Terms.msePixel(x.get(0), x.get(1))),
        term("msePixelPerImage", 2, x -> square(Terms.msePixelPerImage(x.get(0), x.get(1)))),
        term("klNats", 2, x -> Terms.klNats(x.get(0), x.get(1))),
        term("klNatsPerImage", 2, x -> square(Terms.klNatsPerImage(x.get(0), x.get(1)))),
        term("logNormal", 3, x -> square(Terms.logNormal(x.get(0), x.get(1), x.get(2)))),
        term("logStandardNormal", 1, x -> square(Terms.logStandardNormal(x.get(0)))),
        term(
            "crossEntropyNats",
            1,
            x -> Terms.crossEntropyNats(x.get(0), Host.upload(LABELS, Device.CPU))),
        term("sparsityKlNats", 1, x -> Terms.sparsityKlNats(x.get(0).sigmoid(), 0.2)),
        term("l1", 1, x -> Terms.l1(x.get(0))),
        term("l2Norm", 2, Terms::l2Norm),
        term("real BCE", 1, x -> Adversary.BCE.real(x.get(0))),
        term("fake BCE", 1, x -> Adversary.BCE.fake(x.get(0))),
        term("fool BCE", 1, x -> Adversary.BCE.fool(x.get(0))),
        term("real hinge", 1, x -> Adversary.HINGE.real(x.get(0))),
        term("fake hinge", 1, x -> Adversary.HINGE.fake(x.get(0))),
        term("fool hinge", 1, x -> Adversary.HINGE.fool(x.get(0))),
        term("BCE", 2, x -> Reconstruction.BCE.loss(x.get(0), x.get(1))),
        term("MSE", 2, x -> Reconstruction.MSE.loss(x.get(0), x.get(1))));
  }

  private static Tensor square(Tensor perImage) {
    return perImage.square().sum();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("terms")
  void theGradientIsTheLimitOfDifferences(
      String name, int count, Function<List<Tensor>, Tensor> f) {
    List<double[]> inputs = new ArrayList<>();
    List<long[]> shapes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(F64.random(name + i, N * D));
      shapes.add(new long[] {N, D});
    }
    List<double[]> found = F64.gradients(f, inputs, shapes);
    for (int i = 0; i < count; i++) {
      assertArrayEquals(F64.differences(f, inputs, shapes, i), found.get(i), 1e-6, name);
    }
  }

  @Test
  void theDivergenceOfTheStandardNormalFromItselfIsZero() {
    assertEquals(0, Terms.klNats(full(0), full(0)).item());
    assertEquals(D * 0.5, Terms.klNats(full(1), full(0)).item(), NEAR);
    double wide = D * 0.5 * (Math.exp(2) - 1 - 2);
    assertArrayEquals(
        new double[] {wide, wide, wide}, F64.values(Terms.klNatsPerImage(full(0), full(2))), NEAR);
  }

  @Test
  void theDivergenceIsTheMeanDifferenceOfLogDensities() {
    double mu = 0.7;
    double logVar = -0.4;
    double expected = D * integral(mu, logVar, z -> logNormal(z, mu, logVar) - logNormal(z, 0, 0));
    assertEquals(expected, Terms.klNats(full(mu), full(logVar)).item(), 1e-9);
  }

  private interface Density {
    double at(double z);
  }

  private static double logNormal(double z, double mu, double logVar) {
    try (Scope s = new Scope()) {
      long[] one = {1, 1};
      Tensor point = F64.of(new double[] {z}, one);
      Tensor mean = F64.of(new double[] {mu}, one);
      return Terms.logNormal(point, mean, F64.of(new double[] {logVar}, one)).item();
    }
  }

  /** Integral of {@code f} under N(mu, exp(logVar)), by the trapezoid rule. */
  private static double integral(double mu, double logVar, Density f) {
    double sum = 0;
    double h = 0.05;
    for (int i = -200; i <= 200; i++) {
      double z = mu + i * h;
      sum += h * Math.exp(logNormal(z, mu, logVar)) * f.at(z);
    }
    return sum;
  }

  @Test
  void theNormalDensityIntegratesToOneAndHasItsMoments() {
    assertEquals(1, integral(0.3, 0.5, z -> 1), 1e-9);
    assertEquals(0.3, integral(0.3, 0.5, z -> z), 1e-9);
    assertEquals(Math.exp(0.5), integral(0.3, 0.5, z -> (z - 0.3) * (z - 0.3)), 1e-9);
  }

  @Test
  void theStandardNormalIsTheNormalOfMeanZeroAndVarianceOne() {
    Tensor z = F64.of(F64.random("z", N * D), N, D);
    assertArrayEquals(
        F64.values(Terms.logNormal(z, full(0), full(0))),
        F64.values(Terms.logStandardNormal(z)),
        NEAR);
    assertEquals(
        -D * 0.5 * Math.log(2 * Math.PI), F64.values(Terms.logStandardNormal(full(0)))[0], NEAR);
  }

  @Test
  void unitsAsActiveAsAskedCostNothingAndOthersTheirDivergence() {
    assertEquals(0, Terms.sparsityKlNats(full(0.2), 0.2).item(), NEAR);
    double kl = 0.2 * Math.log(0.2 / 0.7) + 0.8 * Math.log(0.8 / 0.3);
    assertEquals(D * kl, Terms.sparsityKlNats(full(0.7), 0.2).item(), NEAR);
  }

  @Test
  void normsHaveTheirClosedForms() {
    assertEquals(2 * D, Terms.l1(full(-2)).item(), NEAR);
    assertEquals(2 * Math.sqrt(2 * N * D), Terms.l2Norm(List.of(full(2), full(-2))).item(), 1e-9);
  }

  @Test
  void anUndecidedDiscriminatorPaysLogTwoAndACertainOneNothing() {
    assertEquals(Math.log(2), Adversary.BCE.real(full(0)).item(), NEAR);
    assertEquals(Math.log(2), Adversary.BCE.fake(full(0)).item(), NEAR);
    for (Adversary a : Adversary.values()) {
      assertEquals(0, a.real(full(50)).item(), NEAR, a.name());
      assertEquals(0, a.fake(full(-50)).item(), NEAR, a.name());
      assertTrue(a.fool(full(1)).item() < a.fool(full(-1)).item(), a.name());
    }
  }

  @Test
  void undecidedLogitsCostLogTwoForEachPixelWhateverTheImage() {
    for (double image : new double[] {0, 0.3, 1}) {
      assertEquals(D * Math.log(2), Terms.bceNats(full(0), full(image)).item(), NEAR);
    }
    assertEquals(Math.log(D), Terms.crossEntropyNats(full(0), labels()).item(), NEAR);
  }

  private static Tensor labels() {
    return Host.upload(LABELS, Device.CPU);
  }

  @Test
  void scoresOfEachImageAverageToTheLossOfTheBatch() {
    Tensor logits = F64.of(F64.random("logits", N * D), N, 1, 2, 2);
    Tensor x = F64.of(F64.random("x", N * D), N, 1, 2, 2).sigmoid();
    Map<String, Tensor> scores = Reconstruction.scores(logits, x);
    assertEquals(List.of("bce_nats", "bce_pixel", "mse_pixel"), List.copyOf(scores.keySet()));
    scores.forEach((name, score) -> assertEquals(List.of((long) N), score.shape(), name));
    for (Reconstruction r : Reconstruction.values()) {
      assertEquals(r.loss(logits, x).item(), mean(scores, r.metric()), NEAR);
    }
    assertEquals(mean(scores, "bce_nats") / D, mean(scores, "bce_pixel"), NEAR);
  }

  private static double mean(Map<String, Tensor> scores, String metric) {
    return requireNonNull(scores.get(metric)).mean().item();
  }
}
