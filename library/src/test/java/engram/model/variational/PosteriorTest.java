package engram.model.variational;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One pixel, one unit, logit a z: log p(x) is an integral that a sum over a grid gives exactly. */
class PosteriorTest {
  private static final double SLOPE = 1.5;

  private Scope scope;

  @BeforeEach
  void open() {
    scope = new Scope();
    Engine.seed(new Seed(1));
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor number(double value) {
    return Tensors.ones(Device.CPU, 1, 1).times(value);
  }

  private static double logLikelihood(Posterior q, double x, int samples) {
    return q.logLikelihood(z -> z.times(SLOPE), number(x), samples).item();
  }

  @Test
  void theEstimateConvergesOnTheIntegralFromBelow() {
    Posterior q = new Posterior(number(0.5), number(-0.2));
    double exact = Math.log(0.5);
    assertEquals(exact, logLikelihood(q, 1, 5000), 0.02);
    double few = 0;
    for (int i = 0; i < 500; i++) {
      few += logLikelihood(q, 1, 1) / 500;
    }
    assertTrue(few < exact, few + " is a lower bound of " + exact);
  }

  @Test
  void withTheTruePriorAsPosteriorOneSampleIsTheLikelihoodOfItsDecoding() {
    Posterior q = new Posterior(number(0), number(0));
    Engine.seed(new Seed(9));
    double estimate = logLikelihood(q, 1, 1);
    Engine.seed(new Seed(9));
    double z = Host.floats(q.draw())[0];
    assertEquals(-Math.log1p(Math.exp(-SLOPE * z)), estimate, 1e-5);
  }

  @Test
  void theElboIsTheLikelihoodLessTheDivergence() {
    Posterior q = new Posterior(number(1), number(0));
    var scores = q.scores(number(0), number(1), 3);
    assertEquals(0.5, requireNonNull(scores.get("kl_nats")).item(), 1e-6);
    assertEquals(-Math.log(2) - 0.5, requireNonNull(scores.get("elbo_nats")).item(), 1e-6);
    assertEquals(Math.log(2) + 3 * 0.5, requireNonNull(scores.get("loss_nats")).item(), 1e-6);
  }
}
