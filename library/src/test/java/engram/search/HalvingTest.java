package engram.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Successive halving of both kinds, on curves that fall to a floor known beforehand. */
class HalvingTest {
  private static final Space LINE = Problem.box(0, 1);
  private static final Strategy.Budget BUDGET = new Strategy.Budget(27, 9);

  /** The lower x, the better throughout. */
  private static Search.Answer train(Strategy.Job job) {
    double x = job.point().get(LINE.parameters().get(0));
    List<Double> curve = IntStream.rangeClosed(1, job.epochs()).mapToObj(e -> x + 1.0 / e).toList();
    return new Search.Answer(Trial.State.TRAINED, curve);
  }

  private static List<Trial> run(Strategy strategy, int places) {
    return new Search(strategy, job -> CompletableFuture.completedFuture(train(job)), places)
        .run(() -> false, t -> {});
  }

  private static int epochs(List<Trial> trials) {
    return trials.stream().mapToInt(t -> t.curve().size()).sum();
  }

  private static Trial best(List<Trial> trials) {
    return trials.stream().min(Comparator.comparingDouble(Trial::value)).orElseThrow();
  }

  @Test
  void halvingTrainsTheBestThirdThriceAsLong() {
    List<Trial> trials = run(new SuccessiveHalving(LINE, BUDGET, 3, new Seed(1)), 2);
    assertEquals(27, trials.size());
    assertEquals(27 + 9 * 2 + 3 * 6, epochs(trials));
    List<Trial> byX = new ArrayList<>(trials);
    byX.sort(Comparator.comparingDouble(t -> t.valueAt(1)));
    assertTrue(byX.subList(0, 3).stream().allMatch(t -> t.epochs() == 9));
    assertTrue(byX.subList(3, 9).stream().allMatch(t -> t.epochs() == 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void ashaEndsWithTheBestPointFullyTrainedAtAFractionOfTheEpochs(int places) {
    List<Trial> trials = run(new Asha(LINE, BUDGET, 3, new Seed(1)), places);
    assertEquals(27, trials.size());
    assertEquals(9, best(trials).epochs());
    double least = trials.stream().mapToDouble(t -> t.valueAt(1)).min().orElseThrow();
    assertEquals(least, best(trials).valueAt(1));
    assertTrue(epochs(trials) < 27 * 9 * 0.4, "epochs " + epochs(trials));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void evenASmallSearchTrainsOnePointFully(int trials) {
    Strategy.Budget small = new Strategy.Budget(trials, 20);
    assertEquals(20, best(run(new Asha(LINE, small, 4, new Seed(2)), 1)).epochs());
    assertEquals(20, best(run(new SuccessiveHalving(LINE, small, 4, new Seed(2)), 1)).epochs());
  }

  @Test
  void rungsRiseByEtaToTheFullBudget() {
    assertEquals(
        List.of(1, 3, 9, 27), new Ladder(LINE, new Strategy.Budget(1, 27), 3, new Seed(1)).rungs());
    assertEquals(
        List.of(1, 3, 10), new Ladder(LINE, new Strategy.Budget(1, 10), 4, new Seed(1)).rungs());
  }

  @Test
  void whoFailsIsNeverPromoted() {
    Strategy asha = new Asha(LINE, BUDGET, 3, new Seed(1));
    List<Trial> trials =
        new Search(
                asha,
                job ->
                    CompletableFuture.completedFuture(
                        job.trial() % 2 == 0
                            ? new Search.Answer(Trial.State.FAILED, List.of())
                            : train(job)),
                2)
            .run(() -> false, t -> {});
    assertTrue(trials.stream().filter(t -> t.number() % 2 == 0).allMatch(t -> t.epochs() == 1));
    assertEquals(27, trials.size());
    assertEquals(9, best(trials).epochs());
  }
}
