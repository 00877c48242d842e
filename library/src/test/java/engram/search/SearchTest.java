package engram.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final Problem BRANIN = Problem.named("branin");
  private static final Strategy.Budget BUDGET = new Strategy.Budget(30, 4);

  private final ExecutorService threads = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static Search.Answer answer(Strategy.Job job) {
    List<Double> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= job.epochs(); epoch++) {
      curve.add(BRANIN.value(job.point()) + 1.0 / epoch);
    }
    return new Search.Answer(Trial.State.TRAINED, curve);
  }

  private List<Trial> run(Strategy strategy, long delays) {
    SplittableRandom random = new SplittableRandom(delays);
    Search.Workers workers =
        job -> {
          long nanos = random.nextLong(2_000_000);
          return CompletableFuture.supplyAsync(
              () -> {
                LockSupport.parkNanos(nanos);
                return answer(job);
              },
              threads);
        };
    return new Search(strategy, workers, 3).run(() -> false, t -> {});
  }

  private static Strategy strategy(String name) {
    Seed seed = new Seed(7);
    return switch (name) {
      case "random" -> new RandomSearch(BRANIN.space(), BUDGET, seed);
      case "tpe" -> new Tpe(BRANIN.space(), BUDGET, seed);
      case "halving" -> new SuccessiveHalving(BRANIN.space(), BUDGET, 2, seed);
      default -> new Asha(BRANIN.space(), BUDGET, 2, seed);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "tpe", "halving", "asha"})
  void trialsDoNotDependOnHowLongTheyTake(String name) {
    List<Trial> trials = run(strategy(name), 1);
    assertEquals(30, trials.size());
    assertEquals(trials, run(strategy(name), 2));
  }

  @Test
  void onceStoppedItGivesOutNothingAndWaitsForWhatRuns() {
    List<Trial> told = new ArrayList<>();
    List<Trial> trials =
        new Search(strategy("random"), job -> CompletableFuture.completedFuture(answer(job)), 3)
            .run(() -> told.size() >= 5, told::add);
    assertTrue(trials.size() >= 5 && trials.size() <= 8, "trials " + trials.size());
    assertTrue(trials.stream().allMatch(t -> t.state() == Trial.State.TRAINED));
  }

  @Test
  void whatAWorkerThrowsEndsTheSearch() {
    Search search =
        new Search(
            strategy("random"),
            job -> CompletableFuture.failedFuture(new IllegalStateException("disk")),
            1);
    Assertions.assertThrows(IllegalStateException.class, () -> search.run(() -> false, t -> {}));
    Search broken =
        new Search(
            strategy("random"),
            job -> CompletableFuture.failedFuture(new AssertionError("bug")),
            1);
    Assertions.assertThrows(CompletionException.class, () -> broken.run(() -> false, t -> {}));
  }

  @Test
  void aGridIsEveryPointOnceInItsOrder() {
    Space space =
        new Space(
            List.of(
                Parameter.of("a", new Domain.Choice(List.of("x", "y"))),
                Parameter.of("b", new Domain.Interval(3, 5, false, true))));
    List<String> texts =
        space.grid().stream().map(p -> space.texts(p).values().toString()).toList();
    assertEquals(List.of("[x, 3]", "[x, 4]", "[x, 5]", "[y, 3]", "[y, 4]", "[y, 5]"), texts);
  }
}
