package engram.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  private static final Space CUBE = Problem.box(0, 1, 0, 1, 0, 1);

  private static Map<String, Double> shares(int trials, ToDoubleFunction<double[]> function) {
    Problem problem = new Problem(CUBE, function, 0);
    Strategy random = new RandomSearch(CUBE, new Strategy.Budget(trials, 1), new Seed(5));
    return Importance.of(CUBE, problem.trials(random), 1, new Seed(1));
  }

  private static double share(Map<String, Double> shares, String name) {
    return shares.getOrDefault(name, Double.NaN);
  }

  @Test
  void theOneThatMattersHasNearlyAll() {
    Map<String, Double> shares = shares(50, x -> Math.sin(5 * x[1]));
    assertTrue(share(shares, "x1") > 0.9, shares.toString());
    assertTrue(share(shares, "x0") < 0.05 && share(shares, "x2") < 0.05, shares.toString());
  }

  @Test
  void twoThatMatterAlikeShareAlike() {
    Map<String, Double> shares = shares(200, x -> x[0] + x[2]);
    assertEquals(0.5, share(shares, "x0"), 0.07);
    assertEquals(0.5, share(shares, "x2"), 0.07);
  }

  /** 12 x - 6 has 9 times the variance of 4 x - 2. */
  @Test
  void sharesAreThoseOfTheVariance() {
    Map<String, Double> shares = shares(300, x -> 12 * x[0] - 4 * x[1]);
    assertEquals(0.9, share(shares, "x0"), 0.03);
    assertEquals(0.1, share(shares, "x1"), 0.03);
  }

  @Test
  void whatActsOnlyTogetherHasNoShareAlone() {
    Map<String, Double> shares = shares(400, x -> (x[0] - 0.5) * (x[1] - 0.5));
    assertTrue(shares.values().stream().mapToDouble(v -> v).sum() < 0.35, shares.toString());
  }

  @Test
  void whereAllIsTheSameOrTooLittleThereIsNothingToSay() {
    assertEquals(Map.of(), shares(30, x -> 1));
    assertEquals(Map.of(), shares(3, x -> x[0]));
  }

  @Test
  void aFailedTrialCountsAsTheWorst() {
    Strategy random = new RandomSearch(CUBE, new Strategy.Budget(60, 1), new Seed(5));
    List<Trial> trials =
        new Problem(CUBE, x -> 0, 0)
            .trials(random).stream()
                .map(
                    t -> {
                      double x = t.point().get(CUBE.parameters().get(2));
                      Trial.State state = x > 0.5 ? Trial.State.FAILED : Trial.State.TRAINED;
                      return new Trial(t.number(), t.point(), 1, state, List.of(x));
                    })
                .toList();
    assertTrue(share(Importance.of(CUBE, trials, 1, new Seed(1)), "x2") > 0.8);
  }
}
