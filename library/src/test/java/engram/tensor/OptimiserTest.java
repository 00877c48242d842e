package engram.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.tensor.Optimiser.Adam;
import engram.tensor.Optimiser.AdamW;
import engram.tensor.Optimiser.RmsProp;
import engram.tensor.Optimiser.Rule;
import engram.tensor.Optimiser.Sgd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each update rule against its published formula, one parameter at a time. */
class OptimiserTest {
  private static final int STEPS = 20;
  private static final int SIZE = 6;

  /** One update of parameter {@code p} by gradient {@code g} in step {@code t}, from 1. */
  interface Formula {
    double next(double p, double g, double rate, int t, double[] memory);
  }

  private static Formula adam(Adam a, boolean decoupled) {
    return (p, gradient, rate, t, memory) -> {
      double g = decoupled ? gradient : gradient + a.weightDecay() * p;
      memory[0] = a.beta1() * memory[0] + (1 - a.beta1()) * g;
      memory[1] = a.beta2() * memory[1] + (1 - a.beta2()) * g * g;
      double m = memory[0] / (1 - Math.pow(a.beta1(), t));
      double v = memory[1] / (1 - Math.pow(a.beta2(), t));
      double shrunk = decoupled ? p - rate * a.weightDecay() * p : p;
      return shrunk - rate * m / (Math.sqrt(v) + a.epsilon());
    };
  }

  private static Formula adamW(AdamW a) {
    return adam(
        new Adam(a.learningRate(), a.beta1(), a.beta2(), a.epsilon(), a.weightDecay()), true);
  }

  private static Formula sgd(Sgd s) {
    return (p, g, rate, t, memory) -> {
      memory[0] = s.momentum() * memory[0] + g + s.weightDecay() * p;
      return p - rate * memory[0];
    };
  }

  private static Formula rmsProp(RmsProp r) {
    return (p, gradient, rate, t, memory) -> {
      double g = gradient + r.weightDecay() * p;
      memory[0] = r.alpha() * memory[0] + (1 - r.alpha()) * g * g;
      return p - rate * g / (Math.sqrt(memory[0]) + r.epsilon());
    };
  }

  static Stream<Arguments> rules() {
    Adam adam = new Adam(0.05, 0.8, 0.95, 1e-6, 0);
    Adam decayed = Adam.of(0.05).withWeightDecay(0.1);
    AdamW adamW = new AdamW(0.05, 0.9, 0.999, 1e-8, 0);
    AdamW shrinking = new AdamW(0.05, 0.9, 0.99, 1e-8, 0.2);
    Sgd plain = new Sgd(0.05, 0, 0);
    Sgd momentum = new Sgd(0.05, 0.9, 0.01);
    RmsProp rms = new RmsProp(0.05, 0.9, 1e-6, 0);
    RmsProp rmsDecayed = new RmsProp(0.05, 0.99, 1e-8, 0.1);
    return Stream.of(
        Arguments.of(adam, adam(adam, false)),
        Arguments.of(decayed, adam(decayed, false)),
        Arguments.of(adamW, adamW(adamW)),
        Arguments.of(shrinking, adamW(shrinking)),
        Arguments.of(plain, sgd(plain)),
        Arguments.of(momentum, sgd(momentum)),
        Arguments.of(rms, rmsProp(rms)),
        Arguments.of(rmsDecayed, rmsProp(rmsDecayed)));
  }

  private static double rate(Rule rule, int t) {
    return rule.learningRate() / Math.sqrt(t);
  }

  private static List<Tensor> gradients(int t) {
    double[] g = F64.random("gradient" + t, SIZE);
    Tensor all = F64.of(g, SIZE);
    return List.of(all.narrow(0, 0, 2).copy(), all.narrow(0, 2, SIZE - 2).reshape(2, -1).copy());
  }

  private static List<Tensor> parameters() {
    Parameters parameters = new Parameters();
    List<Tensor> start = gradients(0);
    parameters.add("a", start.get(0));
    parameters.add("b", start.get(1));
    return parameters.all();
  }

  private static double[] values(List<Tensor> parameters) {
    return F64.values(joined(parameters));
  }

  private static Tensor joined(List<Tensor> parameters) {
    return Tensors.concat(0, parameters.stream().map(p -> p.reshape(-1)).toList());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void twentyStepsAreWhatTheFormulaSays(Rule rule, Formula formula) {
    try (Scope scope = new Scope()) {
      List<Tensor> parameters = parameters();
      Optimiser optimiser = rule.create(parameters);
      double[] expected = values(parameters);
      double[][] memory = new double[SIZE][2];
      for (int t = 1; t <= STEPS; t++) {
        optimiser.step(gradients(t), rate(rule, t));
        double[] g = F64.random("gradient" + t, SIZE);
        for (int i = 0; i < SIZE; i++) {
          expected[i] = formula.next(expected[i], g[i], rate(rule, t), t, memory[i]);
        }
        assertArrayEquals(expected, values(parameters), 1e-9, rule + " step " + t);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void restoredStateGivesTheSameNextStepBitForBit(Rule rule, Formula unused) {
    try (Scope scope = new Scope()) {
      List<Tensor> one = parameters();
      Optimiser first = rule.create(one);
      for (int t = 1; t <= 5; t++) {
        first.step(gradients(t), rate(rule, t));
      }
      List<Tensor> other = parameters();
      Optimiser second = rule.create(other);
      copy(one, other);
      copy(List.copyOf(first.state().values()), List.copyOf(second.state().values()));
      first.step(gradients(6), 0.01);
      second.step(gradients(6), 0.01);
      assertEquals(bits(one), bits(other));
      assertEquals(saved(first), saved(second));
    }
  }

  /** Of a gradient that is one at first, then zero, and of one that stays. */
  @Test
  void momentsOfAdamNeverStaySubnormal() {
    int steps = 1200;
    Adam rule = Adam.of(1e-3);
    double[] expected = {0.5, 0.5};
    double[][] memory = new double[2][2];
    try (Scope scope = new Scope()) {
      Tensor w = new Parameters().add("w", Host.upload(new float[] {0.5F, 0.5F}, Device.CPU, 2));
      Optimiser adam = rule.create(List.of(w));
      for (int t = 1; t <= steps; t++) {
        float[] g = {t == 1 ? 1 : 0, 1};
        adam.step(List.of(Host.upload(g, Device.CPU, 2)), 1e-3);
        for (int i = 0; i < 2; i++) {
          expected[i] = adam(rule, false).next(expected[i], g[i], 1e-3, t, memory[i]);
        }
      }
      float[] found = Host.floats(w);
      assertArrayEquals(expected, new double[] {found[0], found[1]}, 1e-5);
      for (Tensor state : adam.state().values()) {
        for (float value : Host.floats(state)) {
          assertTrue(value == 0 || Math.abs(value) >= Float.MIN_NORMAL, "subnormal: " + value);
        }
      }
    }
  }

  @Test
  void gradientsBelowTheOrdinaryEpsilonCountWhereItIsSmaller() {
    Adam rule = new Adam(0.01, 0.9, 0.999, 1e-20, 0);
    double g = 1e-16;
    double expected = 1;
    double[] memory = new double[2];
    try (Scope scope = new Scope()) {
      Tensor w = new Parameters().add("w", F64.of(new double[] {1}, 1));
      Optimiser adam = rule.create(List.of(w));
      for (int t = 1; t <= 210; t++) {
        adam.step(List.of(F64.of(new double[] {g}, 1)), 0.01);
        expected = adam(rule, false).next(expected, g, 0.01, t, memory);
      }
      assertEquals(expected, w.item(), 1e-6);
    }
  }

  private static void copy(List<Tensor> from, List<Tensor> to) {
    for (int i = 0; i < from.size(); i++) {
      to.get(i).assign(from.get(i));
    }
  }

  private static List<ByteBuffer> bits(List<Tensor> tensors) {
    return tensors.stream().map(Host::download).toList();
  }

  private static Map<String, ByteBuffer> saved(Optimiser optimiser) {
    Map<String, ByteBuffer> saved = new LinkedHashMap<>();
    optimiser.state().forEach((name, tensor) -> saved.put(name, Host.download(tensor)));
    return saved;
  }

  /** Phases share parameters, as those of an adversarial autoencoder do. */
  @ParameterizedTest
  @MethodSource("rules")
  void optimisersOfOverlappingParametersMoveNoOthers(Rule rule, Formula unused) {
    try (Scope scope = new Scope()) {
      List<Tensor> p = new ArrayList<>();
      Parameters parameters = new Parameters();
      for (String name : List.of("a", "b", "c", "d")) {
        p.add(parameters.add(name, F64.of(F64.random(name, 3), 3)));
      }
      for (List<Integer> some : List.of(List.of(0, 1, 2), List.of(3), List.of(2, 0), List.of(1))) {
        List<Tensor> alone = new ArrayList<>();
        for (int i : some) {
          Tensor copy = new Parameters().add("copy", p.get(i));
          rule.create(List.of(copy)).step(List.of(F64.of(F64.random("g" + i, 3), 3)), 0.1);
          alone.add(copy);
        }
        List<ByteBuffer> before = bits(p);
        Optimiser optimiser = rule.create(some.stream().map(p::get).toList());
        assertEquals(before, bits(p));
        optimiser.step(some.stream().map(i -> F64.of(F64.random("g" + i, 3), 3)).toList(), 0.1);
        for (int i = 0; i < p.size(); i++) {
          if (some.contains(i)) {
            double[] expected = F64.values(alone.get(some.indexOf(i)));
            assertArrayEquals(expected, F64.values(p.get(i)), 1e-12);
          } else {
            assertEquals(before.get(i), Host.download(p.get(i)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aParameterOutlivesItsOptimiser(Rule rule, Formula unused) {
    try (Scope scope = new Scope()) {
      Tensor kept;
      try (Scope inner = new Scope()) {
        Tensor p = new Parameters().add("p", F64.of(F64.random("p", 3), 3));
        rule.create(List.of(p)).step(List.of(F64.of(F64.random("g", 3), 3)), 0.1);
        kept = inner.keep(p);
      }
      double[] before = F64.values(kept);
      rule.create(List.of(kept)).step(List.of(F64.of(F64.random("g", 3), 3)), 0.1);
      double[] after = F64.values(kept);
      for (int i = 0; i < before.length; i++) {
        assertTrue(before[i] != after[i] && Math.abs(before[i] - after[i]) < 1);
      }
    }
  }

  private static Tensor first(List<Tensor> p) {
    return Tensors.linear(Tensors.ones(Device.CPU, 3, 400).times(0.5), p.get(0), p.get(1)).relu();
  }

  private static Tensor twice(List<Tensor> p, Tensor x) {
    return Tensors.linear(Tensors.linear(x, p.get(2), p.get(3)), p.get(2), p.get(3));
  }

  /** Layers with gradients of our own, once and twice, and of the engine, together and alone. */
  private static Tensor loss(List<Tensor> p) {
    Tensor once = first(p);
    return twice(p, once)
        .minus(once.times(p.get(2).square().mean()))
        .square()
        .sum()
        .times(p.get(4));
  }

  /** Layers with gradients of our own alone, one of them twice. */
  private static Tensor lossOfLayers(List<Tensor> p) {
    return Tensors.bceWithLogitsSum(
        twice(p, first(p)), Tensors.ones(Device.CPU, 3, 350).times(0.25));
  }

  /** A layer of our own whose weights also make what it is applied to, by the engine. */
  private static Tensor lossOfAnOwnInput(List<Tensor> p) {
    Tensor x = Tensors.ones(Device.CPU, 3, 400).times(p.get(0).square().mean());
    return Tensors.linear(x, p.get(0), p.get(1)).tanh().square().sum();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void descendingIsAStepAlongTheGradients(Rule rule, Formula unused) {
    descendsAlongGradients(rule, 5, OptimiserTest::loss);
    descendsAlongGradients(rule, 4, OptimiserTest::lossOfLayers);
    descendsAlongGradients(rule, 2, OptimiserTest::lossOfAnOwnInput);
  }

  private static void descendsAlongGradients(
      Rule rule, int parameters, Function<List<Tensor>, Tensor> loss) {
    try (Scope scope = new Scope()) {
      for (Precision precision : List.of(Precision.FP32, Precision.AUTO)) {
        Engine.precision(precision, Device.CPU);
        List<Tensor> stepped = layers().subList(0, parameters);
        List<Tensor> descended = layers().subList(0, parameters);
        Optimiser steps = rule.create(stepped);
        Optimiser descends = rule.create(descended);
        for (int t = 0; t < 3; t++) {
          steps.step(loss.apply(stepped).gradients(stepped), 1e-3);
          descends.descend(loss.apply(descended), 1e-3);
          assertEquals(bits(stepped), bits(descended), rule + " step " + t);
        }
      }
    } finally {
      Engine.precision(Precision.FP32, Device.CPU);
    }
  }

  private static List<Tensor> layers() {
    Engine.seed(new Seed(1));
    Parameters parameters = new Parameters();
    parameters.add("W1", Tensors.normal(Device.CPU, 350, 400).times(0.05));
    parameters.add("b1", Tensors.normal(Device.CPU, 350));
    parameters.add("W2", Tensors.normal(Device.CPU, 350, 350).times(0.05));
    parameters.add("b2", Tensors.normal(Device.CPU, 350));
    parameters.add("scale", Tensors.ones(Device.CPU, 1));
    return parameters.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aLossOfOtherParametersMovesNone(Rule rule, Formula unused) {
    try (Scope scope = new Scope()) {
      List<Tensor> parameters = parameters();
      Optimiser optimiser = rule.create(parameters);
      List<ByteBuffer> before = bits(parameters);
      Tensor loss = parameters.get(0).square().sum();
      TensorException e = assertThrows(TensorException.class, () -> optimiser.descend(loss, 0.1));
      assertTrue(String.valueOf(e.getMessage()).contains("parameter 1"), e::toString);
      assertEquals(before, bits(parameters));
    }
  }

  @Test
  void aStepLeavesNothingAliveAndItsGradientsUntouched() {
    for (Arguments rule : rules().toList()) {
      try (Scope scope = new Scope()) {
        List<Tensor> parameters = parameters();
        Optimiser optimiser = ((Rule) rule.get()[0]).create(parameters);
        List<Tensor> gradients = gradients(1);
        List<ByteBuffer> before = bits(gradients);
        long live = Tensor.live();
        optimiser.step(gradients, 0.1);
        assertEquals(live, Tensor.live());
        assertEquals(before, bits(gradients));
        try (Scope forward = new Scope()) {
          Tensor loss = joined(parameters).square().sum();
          long within = Tensor.live();
          optimiser.descend(loss, 0.1);
          assertEquals(within, Tensor.live());
        }
      }
    }
  }
}
